//! The state of one door, as the page knows it, and what changes it.

use domain::{Door, Exchange, Refusal, User};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::FirstPaint;
use super::verbs::{self, Verb};
use crate::Refused;

/// One door. A handle: copies share the state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DoorState {
    /// Which one.
    pub door: Door,
    /// Who is signed in, as far as the page knows.
    pub who: RwSignal<Option<User>>,
    /// Whether they were when the page was loaded.
    pub who_at_load: RwSignal<bool>,
    /// The provider where they can sign out as well.
    pub signs_out_at: RwSignal<Option<String>>,
    /// What came back when the profile was asked for.
    pub profile: RwSignal<Option<User>>,
    /// Why the last request was refused.
    pub refused: RwSignal<Option<Refused>>,
    /// What any script on this page can read of this door.
    pub readable: RwSignal<Vec<(&'static str, String)>>,
    /// What went through this door, newest first.
    pub wire: RwSignal<Vec<Exchange>>,
    /// Whether an answer is awaited.
    pub busy: RwSignal<bool>,
    /// How many answers have come.
    pub answers: RwSignal<i64>,
}

impl DoorState {
    /// A door that nobody has gone through.
    pub(super) fn new(door: Door) -> Self {
        Self {
            door,
            who: RwSignal::new(None),
            who_at_load: RwSignal::new(false),
            signs_out_at: RwSignal::new(None),
            profile: RwSignal::new(None),
            refused: RwSignal::new(None),
            readable: RwSignal::new(Vec::new()),
            wire: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            answers: RwSignal::new(0),
        }
    }

    /// The session door, as the server rendered it.
    pub(super) fn at_first_paint(first_paint: &FirstPaint) -> Self {
        let state = Self::new(Door::CookieSession);
        state.who.set(first_paint.user.clone());
        state.who_at_load.set(first_paint.user.is_some());
        state.signs_out_at.set(first_paint.signs_out_at.clone());
        state.profile.set(first_paint.user.clone().filter(|_| first_paint.profile_open));
        state.refused.set(first_paint.refusal.map(Refused::House));
        state
    }

    /// Does what somebody asked for, and shows what it came to.
    pub(crate) fn ask(self, verb: Verb) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.who_at_load.set(false);
        self.profile.set(None);
        self.refused.set(None);
        spawn_local(async move {
            match (verb.perform(self.door).await, verb) {
                (Ok(user), Verb::OpenProfile) => self.profile.set(user),
                (Ok(user), verb) => {
                    // Whoever comes in by this form comes through no provider.
                    if matches!(verb, Verb::LogIn { .. }) {
                        self.signs_out_at.set(None);
                    }
                    self.who.set(user);
                    self.who_at_load.set(matches!(verb, Verb::Restore));
                }
                (Err(refused), _) => self.refuse(refused),
            }
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
        if self.who.with_untracked(Option::is_some) {
            self.profile.set(None);
            self.refuse(Refused::Ended);
        }
    }

    fn refuse(self, refused: Refused) {
        // The row is gone: whatever the page believed, nobody is signed in.
        if matches!(refused, Refused::House(Refusal::Unauthorized) | Refused::Ended) {
            self.who.set(None);
        }
        self.refused.set(Some(refused));
    }
}
