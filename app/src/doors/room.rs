//! What both doors share: the clock and the server's rows.

use std::time::Duration;

use domain::{Device, Door};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::js_sys::Date;

use super::{DoorState, FirstPaint, ReadyAccount};
use crate::inspect::listen;
use crate::lab;

/// The room in which both doors stand. A handle: copies share the state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// Whether the wasm runs: until then only plain forms and links work.
    pub awake: RwSignal<bool>,
    /// The time, in seconds since 1970.
    pub now: RwSignal<i64>,
    /// Whether the wire is being listened to.
    pub listening: RwSignal<bool>,
    /// The user's session rows.
    pub devices: RwSignal<Vec<Device>>,
    /// The accounts to try the doors with.
    pub accounts: StoredValue<Vec<ReadyAccount>>,
}

impl Room {
    /// The room as the server rendered it.
    pub(super) fn new(first_paint: FirstPaint) -> Self {
        Self {
            awake: RwSignal::new(false),
            now: RwSignal::new(first_paint.now),
            listening: RwSignal::new(false),
            devices: RwSignal::new(first_paint.devices),
            accounts: StoredValue::new(first_paint.accounts),
        }
    }

    /// Starts what needs a browser. Effects do not run on the server, so the first paint is the same on both sides.
    pub(super) fn wake(self, token: DoorState, session: DoorState) {
        Effect::new(move || {
            self.awake.set(true);
            listen(self.listening, token.wire, session.wire);
            token.restore();
            let seen = StoredValue::new(None);
            set_interval(
                move || {
                    self.now.set(seconds_since_1970());
                    token.look();
                    session.look();
                    // Something went through the session door, perhaps from another window: the rows may have changed.
                    let newest =
                        session.wire.with_untracked(|wire| wire.first().map(|exchange| exchange.number));
                    if seen.get_value() != newest {
                        seen.set_value(newest);
                        self.look_into_server(session);
                    }
                },
                Duration::from_secs(1),
            );
        });
        Effect::new(move || {
            if session.answers.get() > 0 {
                self.look_into_server(session);
            }
        });
    }

    /// Whether a button of a door cannot do anything yet: the session door's are plain forms, and always can.
    pub(super) fn asleep(self, door: Door) -> impl Fn() -> bool + Copy + Send + Sync + 'static {
        move || door == Door::LocalStorageJwt && !self.awake.get()
    }

    /// Fetches the session rows of whoever is signed in. No rows: their session was ended elsewhere.
    fn look_into_server(self, session: DoorState) {
        let answers = session.answers.get_untracked();
        spawn_local(async move {
            // What is shown was true a moment ago; if this look fails, the next may be luckier.
            let Ok(rows) = lab::server_view().await else { return };
            // A request in flight, or answered meanwhile, has made this answer stale: its own end looks again.
            if session.busy.get_untracked() || session.answers.get_untracked() != answers {
                return;
            }
            if rows.is_empty() {
                session.end();
            }
            self.devices.set(rows);
        });
    }
}

#[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 fit for 292 billion years")]
fn seconds_since_1970() -> i64 {
    (Date::now() / 1000.0) as i64
}
