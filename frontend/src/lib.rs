//! The wasm's way in: it wakes the islands of the page that loaded it, and does nothing else.

// An island is found by the name that it exports. Nothing else here refers to it, so the linker has to be told.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once the wasm has been compiled.
#[wasm_bindgen]
pub fn hydrate() {
    // What it takes to say why is 0.7 kB of the download; without it the console only says that something went wrong.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
