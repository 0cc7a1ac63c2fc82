//! What moves in a sandbox while an experiment is played there.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use domain::SandboxId;
use lab::{Event, Lane, Mark};

use super::Fingerprint;
use super::meter::Meters;

/// Events that one run keeps. A run that makes more shows its first.
const KEPT: usize = 300;

/// Notes what moves, for the sandboxes in which something is played.
#[derive(Debug, Default)]
pub struct Traces {
    noted: Mutex<HashMap<SandboxId, Vec<Noted>>>,
    /// What is counted instead.
    pub(crate) meters: Meters,
}

/// An event, and when it was over.
#[derive(Clone, Debug)]
pub(crate) struct Noted {
    pub(crate) event: Event,
    pub(crate) at: Instant,
    /// What the answer handed out; of the attacker's, what he brought along besides.
    credentials: Vec<Fingerprint>,
}

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
        self.note_with(sandbox, event, Vec::new());
    }

    /// The same, with the credentials that were a part of it.
    pub(crate) fn note_with(&self, sandbox: &SandboxId, event: Event, credentials: Vec<Fingerprint>) {
        self.with(|traces| {
            if let Some(events) = traces.get_mut(sandbox)
                && events.len() < KEPT
            {
                events.push(Noted { credentials, ..Noted::now(event) });
            }
        });
    }

    /// Marks, now that these are known to be stolen, the answers that handed them out. What the attacker had before
    /// anybody else was never stolen.
    pub(crate) fn stolen(&self, sandbox: &SandboxId, credentials: &[Fingerprint]) {
        self.with(|traces| {
            let Some(events) = traces.get_mut(sandbox) else { return };
            for credential in credentials {
                let mut holding = events.iter_mut().filter(|noted| noted.credentials.contains(credential));
                let Some(first) = holding.next().filter(|noted| noted.event.from != Lane::Attacker) else {
                    continue;
                };
                first.hands_out();
                holding.filter(|noted| noted.event.from != Lane::Attacker).for_each(Noted::hands_out);
            }
        });
    }

    /// What was noted so far.
    pub(crate) fn so_far(&self, sandbox: &SandboxId) -> Vec<Event> {
        self.noted_so_far(sandbox).into_iter().map(|noted| noted.event).collect()
    }

    /// The same, and when.
    pub(crate) fn noted_so_far(&self, sandbox: &SandboxId) -> Vec<Noted> {
        self.with(|traces| traces.get(sandbox).cloned()).unwrap_or_default()
    }

    /// Notes an event that came before others, which were noted since there were `at` of them.
    pub(crate) fn note_at(&self, sandbox: &SandboxId, at: usize, event: Event) {
        self.with(|traces| {
            if let Some(events) = traces.get_mut(sandbox) {
                events.insert(at.min(events.len()), Noted::now(event));
                events.truncate(KEPT);
            }
        });
    }

    /// What was noted; from here on nothing is.
    pub(crate) fn end(&self, sandbox: &SandboxId) -> Vec<Event> {
        self.meters.end(sandbox);
        let noted = self.with(|traces| traces.remove(sandbox)).unwrap_or_default();
        noted.into_iter().map(|noted| noted.event).collect()
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashMap<SandboxId, Vec<Noted>>) -> T) -> T {
        act(&mut self.noted.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Noted {
    fn now(event: Event) -> Self {
        Self { event, at: Instant::now(), credentials: Vec::new() }
    }

    fn hands_out(&mut self) {
        if self.event.mark == Mark::Plain {
            self.event.mark = Mark::HandedOut;
            let note = &mut self.event.note;
            note.push_str(if note.is_empty() { "stolen later" } else { ", stolen later" });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str) -> Event {
        let (request, response) = (Vec::new(), Vec::new());
        let (name, note) = (name.to_owned(), String::new());
        let (from, to, mark) = (Lane::Browser, Lane::App, Mark::Plain);
        Event { from, to, name, status: None, note, request, response, mark }
    }

    #[test]
    fn an_answer_is_marked_once_what_it_handed_out_is_stolen() {
        let (traces, sandbox) = (Traces::default(), SandboxId::default());
        let [hers, later, his] = ["hers", "later", "his"].map(Fingerprint::of);
        traces.begin(&sandbox);
        traces.note_with(&sandbox, event("her sign-in"), vec![hers]);
        traces.note_with(&sandbox, event("her refresh"), vec![later]);
        traces.note_with(&sandbox, Event { from: Lane::Attacker, ..event("his sign-in") }, vec![his]);
        traces.note_with(&sandbox, event("what he planted"), vec![his]);
        let marked = || {
            let events = traces.so_far(&sandbox).into_iter();
            let marked = events.filter(|event| event.mark == Mark::HandedOut && event.note == "stolen later");
            marked.map(|event| event.name).collect::<Vec<_>>()
        };
        assert!(marked().is_empty());
        for _ in 0..2 {
            traces.stolen(&sandbox, &[hers, his]);
            assert_eq!(marked(), ["her sign-in"]);
        }
    }

    #[test]
    fn an_event_takes_its_place_and_a_trace_stays_bounded() {
        let (traces, sandbox) = (Traces::default(), SandboxId::default());
        traces.note_at(&sandbox, 0, event("nobody asked"));
        traces.begin(&sandbox);
        for name in ["one", "three"] {
            traces.note(&sandbox, event(name));
        }
        traces.note_at(&sandbox, 1, event("two"));
        traces.note_at(&sandbox, 9, event("four"));
        let names: Vec<_> = traces.so_far(&sandbox).into_iter().map(|event| event.name).collect();
        assert_eq!(names, ["one", "two", "three", "four"]);
        for _ in 0..KEPT {
            traces.note_at(&sandbox, 0, event("earlier"));
        }
        assert_eq!(traces.end(&sandbox).len(), KEPT);
        assert!(traces.so_far(&sandbox).is_empty());
    }
}
