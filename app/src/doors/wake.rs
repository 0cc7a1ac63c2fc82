//! What starts when the wasm does: the clock, the wire, a look into the server whenever something changed there.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::js_sys::Date;

use super::{DoorState, Room};
use crate::inspect::listen;
use crate::lab;

/// Wakes the room. Effects do not run on the server, so the first paint is the same on both sides.
pub(super) fn wake(room: Room, token: DoorState, session: DoorState) {
    Effect::new(move || {
        room.awake.set(true);
        listen(room.listening, token, session);
        token.restore();
        let seen = Cell::new(0);
        let tick = move || {
            room.now.set(seconds_since_1970());
            token.look();
            session.look();
            // Something went through the session door, perhaps from another window: the rows may have changed.
            let heard = session.heard.get_untracked();
            if seen.replace(heard) != heard {
                look_into_server(room, session);
            }
        };
        set_interval(tick, Duration::from_secs(1));
    });
    Effect::new(move || {
        if session.answers.get() > 0 {
            look_into_server(room, session);
        }
    });
}

/// Fetches the session rows of whoever is signed in. No rows: their session was ended elsewhere.
fn look_into_server(room: Room, session: DoorState) {
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
        room.devices.set(rows);
    });
}

#[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 fit for 292 billion years")]
fn seconds_since_1970() -> i64 {
    (Date::now() / 1000.0) as i64
}
