//! The wasm's way in: it wakes the islands of the page that loaded it, and does nothing else.

// An island is found by the name that it exports. Nothing else here refers to it, so the linker has to be told.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once the wasm has been compiled.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
