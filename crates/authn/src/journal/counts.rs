//! The numbers: one atomic each, since the house was opened. They only grow, so that a rate can be told from any two looks.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{Ending, Label, Outcome, ThrottledBy, WayIn};

const WAYS_IN: usize = WayIn::ALL.len();
const OUTCOMES: usize = Outcome::ALL.len();

/// How often what happened.
#[derive(Debug, Default)]
pub struct Counts {
    sign_ins: [[AtomicU64; OUTCOMES]; WAYS_IN],
    throttled: [AtomicU64; ThrottledBy::ALL.len()],
    sessions_created: AtomicU64,
    sessions_expired: [AtomicU64; Ending::ALL.len()],
}

impl Counts {
    /// Sign-ins by their way in and what became of them.
    pub fn sign_ins(&self) -> impl Iterator<Item = (WayIn, Outcome, u64)> {
        WayIn::ALL
            .iter()
            .zip(&self.sign_ins)
            .flat_map(|(way_in, outcomes)| read(outcomes).map(|(outcome, count)| (*way_in, outcome, count)))
    }

    /// Attempts that were not looked at, by whose failures were before them.
    pub fn all_throttled(&self) -> impl Iterator<Item = (ThrottledBy, u64)> {
        read(&self.throttled)
    }

    /// Sessions that began.
    #[must_use]
    pub fn sessions_created(&self) -> u64 {
        self.sessions_created.load(Ordering::Relaxed)
    }

    /// Sessions that ended, by why.
    pub fn sessions_expired(&self) -> impl Iterator<Item = (Ending, u64)> {
        read(&self.sessions_expired)
    }

    pub(super) fn sign_in(&self, way_in: WayIn, outcome: Outcome) {
        self.sign_ins[way_in as usize][outcome as usize].fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn throttled(&self, by: ThrottledBy) {
        self.throttled[by as usize].fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn session_created(&self) {
        self.sessions_created.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn session_expired(&self, reason: Ending, sessions: u64) {
        self.sessions_expired[reason as usize].fetch_add(sessions, Ordering::Relaxed);
    }
}

fn read<L: Label>(counts: &[AtomicU64]) -> impl Iterator<Item = (L, u64)> {
    L::ALL.iter().copied().zip(counts.iter().map(|count| count.load(Ordering::Relaxed)))
}
