//! The state of one door, as the page knows it, and what changes it.

use std::future::Future;

use domain::{Door, Password, Refusal, User};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{FirstPaint, verbs};
use crate::Refused;
use crate::auth::local_storage_jwt;

/// One door. A handle: copies share the state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DoorState {
    /// Which one.
    pub door: Door,
    /// Who is signed in, as far as the page knows.
    pub who: RwSignal<Option<User>>,
    /// Whether they were when the page was loaded.
    pub who_at_load: RwSignal<bool>,
    /// What came back when the profile was asked for.
    pub profile: RwSignal<Option<User>>,
    /// Why the last request was refused.
    pub refused: RwSignal<Option<Refused>>,
    /// What any script on this page can read of this door.
    pub readable: RwSignal<Vec<(&'static str, String)>>,
    /// Whether an answer is awaited.
    pub busy: RwSignal<bool>,
    /// How many answers have come.
    pub answers: RwSignal<u32>,
}

impl DoorState {
    /// A door that nobody has gone through.
    pub fn new(door: Door) -> Self {
        Self {
            door,
            who: RwSignal::default(),
            who_at_load: RwSignal::default(),
            profile: RwSignal::default(),
            refused: RwSignal::default(),
            readable: RwSignal::default(),
            busy: RwSignal::default(),
            answers: RwSignal::default(),
        }
    }

    /// The session door, as the server rendered it.
    pub fn at_first_paint(first_paint: &FirstPaint) -> Self {
        let state = Self::new(Door::CookieSession);
        state.who.set(first_paint.user.clone());
        state.who_at_load.set(first_paint.user.is_some());
        state.profile.set(first_paint.user.clone().filter(|_| first_paint.profile_open));
        state.refused.set(first_paint.refusal.map(Refused::House));
        state
    }

    /// Signs in.
    pub fn log_in(self, email: String, password: Password) {
        self.ask(verbs::log_in(self.door, email, password), move |user| self.who.set(Some(user)));
    }

    /// Signs out.
    pub fn log_out(self) {
        self.ask(verbs::log_out(self.door), move |()| self.who.set(None));
    }

    /// Asks for the profile, and shows it.
    pub fn open_profile(self) {
        self.ask(verbs::current_user(self.door), move |user| self.profile.set(Some(user)));
    }

    /// Buys another pair of tokens.
    pub fn refresh(self) {
        self.ask(local_storage_jwt::refresh(), move |user| self.who.set(Some(user)));
    }

    /// Signs in with what an earlier visit left in `localStorage`. The page could not do it any sooner (claim T7).
    pub fn restore(self) {
        self.look();
        if self.readable.with_untracked(Vec::is_empty) {
            return;
        }
        self.ask(verbs::current_user(self.door), move |user| {
            self.who.set(Some(user));
            self.who_at_load.set(true);
        });
    }

    /// Reads again what a script can read of this door.
    pub fn look(self) {
        let readable = verbs::readable(self.door);
        if self.readable.with_untracked(|known| *known != readable) {
            self.readable.set(readable);
        }
    }

    /// Notes that the session has ended elsewhere.
    pub fn end(self) {
        if self.who.with_untracked(Option::is_some) {
            self.who.set(None);
            self.profile.set(None);
            self.refused.set(Some(Refusal::Unauthorized.into()));
        }
    }

    fn ask<T>(
        self,
        request: impl Future<Output = Result<T, Refused>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.who_at_load.set(false);
        self.profile.set(None);
        self.refused.set(None);
        spawn_local(async move {
            match request.await {
                Ok(answer) => done(answer),
                Err(refused) => {
                    // The row is gone: whatever the page believed, nobody is signed in.
                    if refused == Refused::House(Refusal::Unauthorized) {
                        self.who.set(None);
                    }
                    self.refused.set(Some(refused));
                }
            }
            self.look();
            self.busy.set(false);
            self.answers.update(|answers| *answers += 1);
        });
    }
}
