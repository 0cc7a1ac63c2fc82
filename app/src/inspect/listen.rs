//! Listening to the wire: the server tells what it received and sent, as it happens.

use domain::{Door, Exchange};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

/// How many exchanges are kept for each door.
const KEPT: usize = 20;

/// Puts every exchange into `wire`, newest first, for as long as the page is open. The browser connects again by itself.
pub(crate) fn listen(wire: RwSignal<Vec<Exchange>>, listening: RwSignal<bool>) {
    let Ok(source) = EventSource::new("/api/lab/wire") else { return };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let exchange = event.data().as_string().and_then(|data| serde_json::from_str(&data).ok());
        if let Some(exchange) = exchange {
            wire.update(|wire| keep(wire, exchange));
        }
    });
    let opened = Closure::<dyn FnMut()>::new(move || listening.set(true));
    let lost = Closure::<dyn FnMut()>::new(move || listening.set(false));
    source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    source.set_onopen(Some(opened.as_ref().unchecked_ref()));
    source.set_onerror(Some(lost.as_ref().unchecked_ref()));
    // The page listens until it is closed, so nothing is left to clean up.
    heard.forget();
    opened.forget();
    lost.forget();
}

/// Adds an exchange at its place, unless it is there: after a broken connection the server repeats itself.
fn keep(wire: &mut Vec<Exchange>, exchange: Exchange) {
    let Err(place) = wire.binary_search_by(|kept| exchange.number.cmp(&kept.number)) else { return };
    wire.insert(place, exchange);
    for door in Door::BOTH {
        let mut of_door = 0;
        wire.retain(|kept| {
            of_door += usize::from(kept.door == door);
            kept.door != door || of_door <= KEPT
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(number: u64, door: Door) -> Exchange {
        let (method, path) = ("GET".to_owned(), "/".to_owned());
        Exchange { number, at: 0, door, method, path, status: 200, request: Vec::new(), response: Vec::new() }
    }

    #[test]
    fn newest_first_once_each_and_twenty_a_door() {
        let mut wire = Vec::new();
        for number in [3, 1, 2, 2, 3] {
            keep(&mut wire, exchange(number, Door::CookieSession));
        }
        assert_eq!(wire.iter().map(|kept| kept.number).collect::<Vec<_>>(), [3, 2, 1]);
        for number in 4..40 {
            keep(&mut wire, exchange(number, Door::LocalStorageJwt));
        }
        assert_eq!(wire.len(), KEPT + 3);
        assert_eq!(wire.first().map(|kept| kept.number), Some(39));
    }
}
