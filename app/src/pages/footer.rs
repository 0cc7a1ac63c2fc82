//! The page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn Footer() -> impl IntoView {
    view! { <p>"Footer"</p> }
}
