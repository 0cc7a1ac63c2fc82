//! Listening to the wire: the server tells what it received and sent, as it happens.

use domain::{Door, Exchange};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

use super::wire::show;
use crate::doors::DoorState;
use crate::json;

/// Puts every exchange where it belongs, for as long as the page is open. A lost connection the browser mends by itself, and
/// says which exchange it saw last (`Last-Event-ID`), so that none comes twice.
pub(crate) fn listen(listening: RwSignal<bool>, token: DoorState, session: DoorState) {
    let Ok(source) = EventSource::new("/api/lab/wire") else { return };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        let Ok(exchange) = json::read::<Exchange>(text.as_bytes()) else { return };
        let door = match exchange.door {
            Door::LocalStorageJwt => token,
            Door::CookieSession => session,
        };
        show(exchange, door);
    });
    // Both when it opens and when it breaks: which of the two, it says itself.
    let changed = Closure::<dyn FnMut()>::new({
        let source = source.clone();
        move || listening.set(source.ready_state() == EventSource::OPEN)
    });
    source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    source.set_onopen(Some(changed.as_ref().unchecked_ref()));
    source.set_onerror(Some(changed.as_ref().unchecked_ref()));
    // The page listens until it is closed, so nothing is left to clean up.
    heard.forget();
    changed.forget();
}
