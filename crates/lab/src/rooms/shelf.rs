//! A place in memory for each sandbox. There is room for many; the one that was quiet for longest makes room.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::SandboxId;

/// Sandboxes that are kept.
const SANDBOXES: usize = 500;

/// What each sandbox keeps in a room.
#[derive(Default)]
pub struct Shelf<T>(Mutex<HashMap<SandboxId, Place<T>>>);

#[derive(Default)]
struct Place<T> {
    last_used: i64,
    kept: T,
}

impl<T: Default> Shelf<T> {
    /// Does something at `now` with what a sandbox keeps, and nobody else does meanwhile.
    pub fn with<R>(&self, sandbox: &SandboxId, now: i64, act: impl FnOnce(&mut T) -> R) -> R {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= SANDBOXES && !places.contains_key(sandbox) {
            let quietest = places.iter().min_by_key(|(_, place)| place.last_used).map(|(id, _)| id.clone());
            quietest.and_then(|id| places.remove(&id));
        }
        let place = places.entry(sandbox.clone()).or_default();
        place.last_used = now;
        act(&mut place.kept)
    }

    /// Forgets everything of a sandbox.
    pub fn clear(&self, sandbox: &SandboxId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(sandbox);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sandbox(n: usize) -> SandboxId {
        format!("{n:022}").parse().expect("22 digits are a name")
    }

    #[test]
    fn a_full_shelf_makes_room_for_what_is_new() {
        let shelf = Shelf::<usize>::default();
        for n in 0..=SANDBOXES {
            shelf.with(&sandbox(n), i64::try_from(n).expect("500 is little"), |kept| *kept = n);
        }
        assert_eq!(shelf.with(&sandbox(1), 600, |kept| *kept), 1);
        assert_eq!(shelf.with(&sandbox(SANDBOXES), 600, |kept| *kept), SANDBOXES);
        // The quietest is gone, and comes back empty.
        assert_eq!(shelf.with(&sandbox(0), 600, |kept| *kept), 0);
        assert_eq!(shelf.0.lock().expect("nobody panicked").len(), SANDBOXES);
        shelf.clear(&sandbox(1));
        assert_eq!(shelf.with(&sandbox(1), 600, |kept| *kept), 0);
    }
}
