//! Requests that are counted and timed one by one, and not drawn: there are too many of them for a diagram.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::SandboxId;
use store::Noted;

/// Requests that one measurement keeps.
const KEPT: usize = 10_000;

/// Keeps count, for the sandboxes in which something is measured.
#[derive(Debug, Default)]
pub(crate) struct Meters(Mutex<HashMap<SandboxId, Meter>>);

#[derive(Debug, Default)]
struct Meter {
    /// What is asked for, and whether it was.
    paths: Vec<(&'static str, bool)>,
    kept: Vec<Metered>,
}

/// A request that was counted.
#[derive(Clone, Debug)]
pub(crate) struct Metered {
    pub(crate) path: &'static str,
    pub(crate) status: u16,
    /// How long the app worked on it, without the way there and back.
    pub(crate) took: Duration,
    /// What it asked of the database, and what it did not have to ask.
    pub(crate) asked: Noted,
}

impl Meters {
    /// Begins to count requests for these paths in a sandbox.
    pub(crate) fn begin(&self, sandbox: &SandboxId, paths: &[&'static str]) {
        let paths = paths.iter().map(|path| (*path, false)).collect();
        self.with(|meters| meters.insert(sandbox.clone(), Meter { paths, kept: Vec::new() }));
    }

    /// The path under which a request is counted. The first for each is not: it warms up what the others find warm, and is
    /// drawn like every other exchange.
    pub(super) fn counts(&self, sandbox: &SandboxId, path: &str) -> Option<&'static str> {
        self.with(|meters| {
            let (counted, asked) =
                meters.get_mut(sandbox)?.paths.iter_mut().find(|(counted, _)| *counted == path)?;
            std::mem::replace(asked, true).then_some(*counted)
        })
    }

    /// Counts a request.
    pub(super) fn note(&self, sandbox: &SandboxId, metered: Metered) {
        self.with(|meters| {
            if let Some(meter) = meters.get_mut(sandbox)
                && meter.kept.len() < KEPT
            {
                meter.kept.push(metered);
            }
        });
    }

    /// How many were counted so far.
    pub(crate) fn so_far(&self, sandbox: &SandboxId) -> usize {
        self.with(|meters| meters.get(sandbox).map_or(0, |meter| meter.kept.len()))
    }

    /// What was counted; from here on nothing is.
    pub(crate) fn end(&self, sandbox: &SandboxId) -> Vec<Metered> {
        self.with(|meters| meters.remove(sandbox)).map(|meter| meter.kept).unwrap_or_default()
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashMap<SandboxId, Meter>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metered(path: &'static str) -> Metered {
        Metered { path, status: 200, took: Duration::ZERO, asked: Noted::default() }
    }

    #[test]
    fn the_first_for_each_path_is_not_counted_and_nobody_elses_is() {
        let (meters, here) = (Meters::default(), SandboxId::default());
        assert_eq!(meters.counts(&here, "/a"), None, "nothing is measured yet");
        meters.begin(&here, &["/a", "/b"]);
        let counted: Vec<_> =
            ["/a", "/a", "/c", "/c", "/b", "/a"].map(|path| meters.counts(&here, path)).into();
        assert_eq!(counted, [None, Some("/a"), None, None, None, Some("/a")]);
        meters.note(&here, metered("/a"));
        assert_eq!((meters.so_far(&here), meters.end(&here).len()), (1, 1));
        meters.note(&here, metered("/a"));
        assert_eq!((meters.so_far(&here), meters.counts(&here, "/a")), (0, None), "it is over");
    }

    #[test]
    fn there_is_an_end_to_it() {
        let (meters, here) = (Meters::default(), SandboxId::default());
        meters.begin(&here, &["/a"]);
        for _ in 0..=KEPT {
            meters.note(&here, metered("/a"));
        }
        assert_eq!(meters.so_far(&here), KEPT);
    }
}
