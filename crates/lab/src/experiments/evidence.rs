//! What shows the verdict of a run.

use serde::{Deserialize, Serialize};

use super::{Bars, Event, Frame, Look};

/// Everything that was recorded or measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// What moved, in order.
    pub events: Vec<Event>,
    /// What lay where meanwhile, in order. Runs that were kept before there were looks have none.
    #[serde(default)]
    pub looks: Vec<Look>,
    /// What a script in the victim's page could read.
    pub browser: Vec<Fact>,
    /// What the server kept.
    pub server: Vec<Fact>,
    /// What was counted, by row and column.
    pub tables: Vec<Table>,
    /// What was measured, as a curve.
    pub charts: Vec<Chart>,
    /// What was measured of several things, side by side.
    #[serde(default)]
    pub bars: Vec<Bars>,
    /// What stood on a page, moment by moment.
    #[serde(default)]
    pub film: Vec<Frame>,
}

/// Something that was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What.
    pub name: String,
    /// How it read. Credentials are shortened.
    pub value: String,
}

/// Rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// The cells, row by row.
    pub rows: Vec<Vec<String>>,
}

/// Curves over one axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// What it shows.
    pub caption: String,
    /// What is counted along the horizontal axis, with its unit.
    pub across: String,
    /// What is counted along the vertical axis, with its unit.
    pub up: String,
    /// The curves.
    pub series: Vec<Series>,
}

/// One curve.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// What it is of.
    pub name: String,
    /// The points, from left to right.
    pub points: Vec<(f64, f64)>,
}

impl Fact {
    /// Something that was there.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}
