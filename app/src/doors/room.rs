//! What both doors share: the clock and the server's rows.

use domain::{Device, Door};
use leptos::prelude::*;

use super::{FirstPaint, ReadyAccount, SignInProvider};

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
    /// The providers that people may sign in through.
    pub providers: StoredValue<Vec<SignInProvider>>,
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
            providers: StoredValue::new(first_paint.providers),
        }
    }

    /// Whether a button of a door cannot do anything yet: the session door's are plain forms, and always can.
    pub(super) fn asleep(self, door: Door) -> impl Fn() -> bool + Copy + Send + Sync + 'static {
        move || door == Door::LocalStorageJwt && !self.awake.get()
    }
}
