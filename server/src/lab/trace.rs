//! What moves in a sandbox while an experiment is played there.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::SandboxId;
use lab::Event;

/// Events that one run keeps. A run that makes more shows its first.
const KEPT: usize = 300;

/// Notes what moves, for the sandboxes in which something is played.
#[derive(Debug, Default)]
pub struct Traces(Mutex<HashMap<SandboxId, Vec<Event>>>);

impl Traces {
    /// Begins to note.
    pub(crate) fn begin(&self, sandbox: &SandboxId) {
        self.with(|traces| traces.insert(sandbox.clone(), Vec::new()));
    }

    /// Whether somebody wants to know.
    pub(crate) fn wants(&self, sandbox: &SandboxId) -> bool {
        self.with(|traces| traces.contains_key(sandbox))
    }

    /// Notes an event, if somebody wants to know.
    pub(crate) fn note(&self, sandbox: &SandboxId, event: Event) {
        self.with(|traces| {
            if let Some(events) = traces.get_mut(sandbox)
                && events.len() < KEPT
            {
                events.push(event);
            }
        });
    }

    /// What was noted until now.
    pub(crate) fn so_far(&self, sandbox: &SandboxId) -> Vec<Event> {
        self.with(|traces| traces.get(sandbox).cloned()).unwrap_or_default()
    }

    /// What was noted; from here on nothing is.
    pub(crate) fn end(&self, sandbox: &SandboxId) -> Vec<Event> {
        self.with(|traces| traces.remove(sandbox)).unwrap_or_default()
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashMap<SandboxId, Vec<Event>>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
