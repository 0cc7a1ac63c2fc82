//! What both doors share: the clock, the wire, the server's rows.

use std::time::Duration;

use domain::{Device, Door, Exchange, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::js_sys::Date;

use super::{DoorState, FirstPaint, ReadyAccount};
use crate::inspect::listen;
use crate::{Refused, lab};

/// The room in which both doors stand. A handle: copies share the state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// Whether the wasm runs: until then only plain forms and links work.
    pub awake: RwSignal<bool>,
    /// The time, in seconds since 1970.
    pub now: RwSignal<i64>,
    /// What went over the wire, newest first.
    pub wire: RwSignal<Vec<Exchange>>,
    /// Whether the wire is being listened to.
    pub listening: RwSignal<bool>,
    /// The user's session rows.
    pub devices: RwSignal<Vec<Device>>,
    /// The accounts to try the doors with.
    pub accounts: StoredValue<Vec<ReadyAccount>>,
}

impl Room {
    /// The room as the server rendered it.
    pub fn new(first_paint: FirstPaint) -> Self {
        Self {
            awake: RwSignal::new(false),
            now: RwSignal::new(first_paint.now),
            wire: RwSignal::default(),
            listening: RwSignal::new(false),
            devices: RwSignal::new(first_paint.devices),
            accounts: StoredValue::new(first_paint.accounts),
        }
    }

    /// Starts what needs a browser. Effects do not run on the server, so the first paint is the same on both sides.
    pub fn wake(self, token: DoorState, session: DoorState) {
        Effect::new(move || {
            self.awake.set(true);
            set_interval(move || self.tick(), Duration::from_secs(1));
            listen(self.wire, self.listening);
            token.restore();
        });
        Effect::new(move || {
            self.now.track();
            token.look();
            session.look();
        });
        let session_exchanges = Memo::new(move |_| self.newest(Door::CookieSession));
        Effect::new(move |earlier: Option<()>| {
            session_exchanges.track();
            session.answers.track();
            if earlier.is_some() {
                self.look_into_server(session);
            }
        });
    }

    fn tick(self) {
        #[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 fit for 292 billion years")]
        self.now.set((Date::now() / 1000.0) as i64);
    }

    /// The number of the newest exchange of a door.
    fn newest(self, door: Door) -> Option<u64> {
        self.wire
            .with(|wire| wire.iter().find(|exchange| exchange.door == door).map(|exchange| exchange.number))
    }

    /// Fetches the session rows. A request in flight would make the answer stale: its own end looks again.
    fn look_into_server(self, session: DoorState) {
        if session.busy.get_untracked() {
            return;
        }
        let answers = session.answers.get_untracked();
        spawn_local(async move {
            let rows = lab::server_view().await;
            if session.busy.get_untracked() || session.answers.get_untracked() != answers {
                return;
            }
            match rows {
                Ok(rows) => self.devices.set(rows),
                Err(Refused::House(Refusal::Unauthorized)) => {
                    self.devices.set(Vec::new());
                    session.end();
                }
                // What is shown was true a moment ago; the next look may be luckier.
                Err(_) => {}
            }
        });
    }
}
