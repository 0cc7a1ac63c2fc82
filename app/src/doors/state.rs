//! The state of one door, as the page knows it, and what changes it.

use domain::Door;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Standing;
use super::focus::focus_threshold;
use super::verbs::{self, Verb};
use crate::Refused;

/// One door. A handle: copies share the state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DoorState {
    /// Which one.
    pub door: Door,
    /// Who stands in it, and what the last request came to.
    pub standing: RwSignal<Standing>,
    /// What any script on this page can read of this door.
    pub readable: RwSignal<Vec<(&'static str, String)>>,
    /// How many exchanges with the server have been heard of.
    pub heard: RwSignal<i64>,
    /// Whether a form of it was sent: who is signed in as the page loads must not pull the focus.
    pub by_form: RwSignal<bool>,
    /// Whether an answer is awaited.
    pub busy: RwSignal<bool>,
    /// How many answers have come.
    pub answers: RwSignal<i64>,
}

impl DoorState {
    /// A door, and who stands in it.
    pub(super) fn new(door: Door, standing: Standing) -> Self {
        Self {
            door,
            standing: RwSignal::new(standing),
            readable: RwSignal::new(Vec::new()),
            heard: RwSignal::new(0),
            by_form: RwSignal::new(false),
            busy: RwSignal::new(false),
            answers: RwSignal::new(0),
        }
    }

    /// Whether somebody is signed in, as far as the page knows.
    pub(crate) fn is_signed_in(self) -> bool {
        self.standing.with(|standing| standing.who.is_some())
    }

    /// Does what somebody asked for, and shows what it came to.
    pub(crate) fn ask(self, verb: Verb) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.standing.write().ask_again();
        spawn_local(async move {
            let came_of_it = verb.perform(self.door).await;
            let moved = self.standing.write().note(&verb, came_of_it);
            self.keep_focus(moved);
            self.look();
            self.busy.set(false);
            self.answers.update(|answers| *answers += 1);
        });
    }

    /// Signs in with what an earlier visit left in `localStorage`. The page could not do it any sooner (claim T7).
    pub(super) fn restore(self) {
        self.look();
        if !self.readable.with_untracked(Vec::is_empty) {
            self.ask(Verb::Restore);
        }
    }

    /// Reads again what a script can read of this door.
    pub(super) fn look(self) {
        let readable = verbs::readable(self.door);
        if self.readable.with_untracked(|known| *known != readable) {
            self.readable.set(readable);
        }
    }

    /// Notes that the session has ended elsewhere.
    pub(super) fn end(self) {
        if self.standing.with_untracked(|standing| standing.who.is_some()) {
            let mut standing = self.standing.write();
            standing.profile = None;
            standing.refuse(Refused::Ended);
        }
    }

    /// The form that was sent is not there any more: whoever uses the keyboard stays in this door.
    fn keep_focus(self, moved: bool) {
        if moved && self.by_form.get_untracked() {
            self.by_form.set(false);
            focus_threshold(self.door);
        }
    }
}
