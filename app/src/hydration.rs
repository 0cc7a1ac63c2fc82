//! What a page with an island adds: the wasm, and the few lines that wake the island with it.
//!
//! Leptos brings a component for this, but in 0.8 it writes the nonce into `crossorigin` (leptos#4843), and the
//! browser then fetches everything twice.

use leptos::nonce::use_nonce;
use leptos::prelude::*;

use crate::Assets;

/// Loads the wasm and wakes the islands of this page.
#[component]
pub(crate) fn HydrateIslands() -> impl IntoView {
    view! {
        <link rel="modulepreload" href=Assets::url("two-doors.js") nonce=use_nonce()/>
        <link
            rel="preload"
            href=Assets::url("two-doors.wasm")
            r#as="fetch"
            r#type="application/wasm"
            crossorigin="anonymous"
        />
        <script type="module" nonce=use_nonce()>
            {include_str!("hydrate_islands.js")}
        </script>
    }
}
