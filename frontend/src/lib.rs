//! The wasm's way in: it wakes the islands of the page that loaded it, and does nothing else.

use wasm_bindgen::prelude::wasm_bindgen;

// An island is found by the name that it exports: nothing else refers to it, so the linker has to be told.
#[expect(clippy::wildcard_imports, unused_imports, reason = "brings the islands' exports into the wasm")]
use app::*;

/// Called by the page once the wasm has been compiled.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
