//! The page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn Account() -> impl IntoView {
    view! { <p>"Account"</p> }
}
