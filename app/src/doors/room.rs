//! What both doors share: the clock and the server's rows.

use domain::{Device, Door};
use leptos::prelude::*;

use super::{FirstPaint, ReadyAccount};

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
    /// What the server knew when it rendered the page.
    pub first_paint: StoredValue<FirstPaint>,
}

impl Room {
    /// The room as the server rendered it.
    pub(super) fn new(first_paint: FirstPaint) -> Self {
        Self {
            awake: RwSignal::new(false),
            now: RwSignal::new(first_paint.now),
            listening: RwSignal::new(false),
            devices: RwSignal::new(first_paint.devices.clone()),
            first_paint: StoredValue::new(first_paint),
        }
    }

    /// The account to try a door with first.
    pub(super) fn alice(self) -> ReadyAccount {
        self.first_paint.with_value(|known| known.accounts.first().cloned()).unwrap_or_default()
    }

    /// Whether a button of a door cannot do anything yet: the session door's are plain forms, and always can.
    pub(super) fn asleep(self, door: Door) -> impl Fn() -> bool + Copy + Send + Sync + 'static {
        move || door == Door::LocalStorageJwt && !self.awake.get()
    }
}
