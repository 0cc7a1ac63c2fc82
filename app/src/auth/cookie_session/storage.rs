//! What the browser keeps of this door, and what a script can read of it.
//!
//! There is nothing to write: the browser stores the cookie that the answer set, and sends it with each request by
//! itself. There is nothing to read either: `HttpOnly` keeps the cookie from every script, this one included.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlDocument;

/// The cookie's name. `__Host-` binds it to this host and to `Secure` (RFC 6265bis §4.1.3.2).
const SESSION: &str = "__Host-session";

/// What any script on this page can read of this door, by name: no entry, as long as the cookie is `HttpOnly`.
#[must_use]
pub fn readable() -> Vec<(&'static str, String)> {
    let document: HtmlDocument = document().unchecked_into();
    let cookies = document.cookie().unwrap_or_default();
    let session = cookies
        .split(';')
        .find_map(|cookie| cookie.trim_start_matches(' ').strip_prefix(SESSION)?.strip_prefix('='));
    session.map(|id| (SESSION, id.to_owned())).into_iter().collect()
}
