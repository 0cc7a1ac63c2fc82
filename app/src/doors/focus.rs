//! Keeping the keyboard's place: whoever signs in or out by a form is still in the same door afterwards.

use domain::Door;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// The id of the element around the form of a door and around what comes of it.
pub(super) fn threshold_id(door: Door) -> String {
    format!("{}-threshold", door.slug())
}

/// Puts the focus there, once the form that was sent has been replaced.
pub(super) fn focus_threshold(door: Door) {
    request_animation_frame(move || {
        // An element that has left the page by now needs no focus.
        if let Some(threshold) = document().get_element_by_id(&threshold_id(door)) {
            let _ = threshold.unchecked_into::<HtmlElement>().focus();
        }
    });
}
