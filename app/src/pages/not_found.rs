//! The page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! { <p>"NotFound"</p> }
}
