//! The failures of one sandbox, by what they are counted under. The arithmetic is the doors' own ([`Attempts`]).

use std::collections::HashMap;

use authn::{Attempts, ThrottleKey};

use super::RESIDENTS;

/// Counts that are kept: one for each account of the room, and as many again for those that it does not have. The one whose
/// last failure is longest ago makes room.
const KEPT: usize = 2 * RESIDENTS as usize;

/// Counted so far.
#[derive(Default)]
pub(super) struct Failures(HashMap<ThrottleKey, Attempts>);

impl Failures {
    /// Seconds from `now` until an attempt under these keys is looked at; 0 means at once.
    pub(super) fn wait(&self, keys: &[ThrottleKey], now: i64) -> u32 {
        let wait =
            |key: &ThrottleKey| self.0.get(key).map_or(0, |noted| noted.wait(now, key.free_failures()));
        keys.iter().map(wait).max().unwrap_or(0)
    }

    /// Notes a failure at `now` under each key.
    pub(super) fn note(&mut self, keys: Vec<ThrottleKey>, now: i64) {
        for key in keys {
            if self.0.len() >= KEPT && !self.0.contains_key(&key) {
                let oldest = self.0.iter().min_by_key(|(_, noted)| noted.last_failure_at);
                let oldest = oldest.map(|(key, _)| key.clone());
                oldest.and_then(|key| self.0.remove(&key));
            }
            let noted = self.0.entry(key).or_default();
            *noted = noted.and_one(now);
        }
    }

    /// Clears the slate of an account that its owner opened. An address keeps its own: a thief could wash it with one account.
    pub(super) fn forget_account(&mut self, keys: &[ThrottleKey]) {
        for key in keys.iter().filter(|key| matches!(key, ThrottleKey::Account(..))) {
            self.0.remove(key);
        }
    }
}
