//! What has been measured so far, and what came to nothing.

use super::measurement::Measurement;
use super::statistics::Summary;

/// All arms.
#[derive(Debug, Default)]
pub(super) struct Results {
    pub(super) arms: Vec<ArmResults>,
}

/// One arm.
#[derive(Debug)]
pub(super) struct ArmResults {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    pub(super) store: &'static str,
    /// By the number of the round.
    pub(super) rounds: Vec<(usize, Measurement)>,
    /// Why rounds do not count.
    pub(super) void: Vec<String>,
}

impl Results {
    /// The arm by this name.
    pub(super) fn arm(&self, name: &str) -> Option<&ArmResults> {
        self.arms.iter().find(|arm| arm.name == name)
    }

    /// Whether each arm was measured, in every round.
    pub(super) fn are_whole(&self) -> bool {
        self.arms.iter().all(|arm| arm.void.is_empty())
    }
}

impl ArmResults {
    /// One figure over all rounds.
    pub(super) fn summary(&self, figure: impl Fn(&Measurement) -> f64) -> Option<Summary> {
        Summary::of(self.rounds.iter().map(|(_, measured)| figure(measured)))
    }
}
