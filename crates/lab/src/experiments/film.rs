//! What stood on a page, moment by moment.

use serde::{Deserialize, Serialize};

/// A page at one moment, as far as recorded answers tell: everything that stands on it, and what has just come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// What has just come.
    pub moment: String,
    /// When, in milliseconds since the page itself had been answered; nothing, where nothing had to come.
    pub at: Option<u64>,
    /// Whom the page names, if anybody.
    pub names: Option<String>,
    /// The image in it.
    pub picture: Shown,
    /// The file that a link in it leads to.
    pub file: Shown,
}

/// What has come of something that a page asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Nothing yet.
    #[default]
    Awaited,
    /// It is there.
    Here,
    /// Whoever asked was refused.
    Refused,
}
