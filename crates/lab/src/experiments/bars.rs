//! What was measured of several things, side by side.

use domain::Door;
use serde::{Deserialize, Serialize};

/// Lengths over one scale, each with its spread.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bars {
    /// What they show.
    pub caption: String,
    /// In what the lengths are measured.
    pub unit: String,
    /// One below the other.
    pub bars: Vec<Bar>,
}

/// One length.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// The door that this belongs to.
    pub door: Door,
    /// The one in the middle.
    pub median: f64,
    /// Nine in ten are longer.
    pub least: f64,
    /// Nine in ten are shorter.
    pub most: f64,
    /// What else was counted, in words.
    pub beside: String,
}
