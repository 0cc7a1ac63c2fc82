//! Listening to the wire: the server tells what it received and sent, as it happens.

use domain::{Door, Exchange};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

use crate::json;

/// How many exchanges are kept for each door.
const KEPT: usize = 20;

/// Puts every exchange where it belongs, for as long as the page is open. A lost connection the browser mends by itself.
pub(crate) fn listen(
    listening: RwSignal<bool>,
    token: RwSignal<Vec<Exchange>>,
    session: RwSignal<Vec<Exchange>>,
) {
    let Ok(source) = EventSource::new("/api/lab/wire") else { return };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        let Ok(exchange) = json::read::<Exchange>(text.as_bytes()) else { return };
        let wire = match exchange.door {
            Door::LocalStorageJwt => token,
            Door::CookieSession => session,
        };
        wire.update(|wire| keep(wire, exchange));
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

/// Adds an exchange at its place, unless it is there: after a broken connection the server repeats itself.
fn keep(wire: &mut Vec<Exchange>, exchange: Exchange) {
    if let Err(place) = wire.binary_search_by(|kept| exchange.number.cmp(&kept.number)) {
        wire.insert(place, exchange);
        wire.truncate(KEPT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(number: u64) -> Exchange {
        let (door, method, path) = (Door::CookieSession, "GET".to_owned(), "/".to_owned());
        Exchange { number, at: 0, door, method, path, status: 200, request: Vec::new(), response: Vec::new() }
    }

    #[test]
    fn newest_first_once_each_and_twenty_of_them() {
        let mut wire = Vec::new();
        for number in [3, 1, 2, 2, 3] {
            keep(&mut wire, exchange(number));
        }
        assert_eq!(wire.iter().map(|kept| kept.number).collect::<Vec<_>>(), [3, 2, 1]);
        for number in 4..40 {
            keep(&mut wire, exchange(number));
        }
        assert_eq!((wire.len(), wire[0].number), (KEPT, 39));
    }
}
