//! How far somebody is with an experiment. Only what the server saw counts.

use super::{Judged, Sheet, Verdict};

/// The steps that are done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// A prediction was made.
    pub predicted: bool,
    /// Every arm was run without a defence, and showed something.
    pub ran: bool,
    /// Some arm was run with a defence, and showed something; or there is none to switch on.
    pub defended: bool,
}

impl Progress {
    /// Reads it off what is stored of this experiment.
    #[must_use]
    pub fn of(sheet: &Sheet, predicted: bool, runs: &[Judged]) -> Self {
        let shows = |run: &&Judged| run.verdict != Verdict::Void;
        let ran = |arm| runs.iter().filter(shows).any(|run| run.arm == arm && run.defences.is_empty());
        Self {
            predicted,
            ran: sheet.arms.iter().all(|arm| ran(arm.slug)),
            defended: sheet.defences().is_empty()
                || runs.iter().filter(shows).any(|run| !run.defences.is_empty()),
        }
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub const fn complete(self) -> bool {
        self.predicted && self.ran && self.defended
    }
}
