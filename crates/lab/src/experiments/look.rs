//! A look at what lies where at one moment of a run: in the victim's browser, and in the server. What moves between the two
//! are the events.

use serde::{Deserialize, Serialize};

use super::{Fact, Table};

/// When it was looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// The victim is signed in, and nothing was tried yet.
    Before,
    /// It was tried.
    After,
}

/// What was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// When.
    pub moment: Moment,
    /// In each browser of the victim's.
    pub browsers: Vec<Kept>,
    /// On the server: rows that this run made, table by table. A table without rows was looked into as well.
    pub server: Vec<Table>,
}

/// What a browser holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Whose it is, or what it is called.
    pub whose: String,
    /// Whether a script in a page was asked. Otherwise there is no page to ask, and it is the program's own word.
    pub by_script: bool,
    /// Each place and what lies there. Credentials are cut to their first characters.
    pub facts: Vec<Fact>,
}

impl Moment {
    /// For people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Before => "Signed in, before the attack",
            Self::After => "After the attack",
        }
    }
}
