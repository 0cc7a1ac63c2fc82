//! One run of one arm, as it is kept.

use serde::{Deserialize, Serialize};

use super::Evidence;
use crate::Defence;

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The attack succeeded: the attacker held, or did, what it was after.
    Fell,
    /// The attack was carried out, and came to nothing.
    Stood,
    /// Nothing was shown: something that had to work, whatever the defence, did not.
    Void,
}

/// A run that has ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Its number; 0 until it is stored.
    pub id: i64,
    /// The slug of the arm.
    pub arm: String,
    /// What was switched on.
    pub defences: Vec<Defence>,
    /// When it began, in seconds since 1970.
    pub began_at: i64,
    /// How long it took, in milliseconds.
    pub took: u64,
    /// What it came to.
    pub verdict: Verdict,
    /// The effect, in words: what the attacker got, or what it got instead.
    pub finding: String,
    /// What shows it.
    pub evidence: Evidence,
}

/// A run without what shows its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The slug of the experiment.
    pub experiment: String,
    /// The slug of the arm.
    pub arm: String,
    /// What was switched on.
    pub defences: Vec<Defence>,
    /// What it came to.
    pub verdict: Verdict,
}

impl Run {
    /// The same without what shows it.
    #[must_use]
    pub fn judged(&self, experiment: &str) -> Judged {
        Judged {
            experiment: experiment.to_owned(),
            arm: self.arm.clone(),
            defences: self.defences.clone(),
            verdict: self.verdict,
        }
    }
}

impl Verdict {
    /// As it is written in rows and JSON.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Fell => "fell",
            Self::Stood => "stood",
            Self::Void => "void",
        }
    }
}
