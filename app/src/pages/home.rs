//! The page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn Home() -> impl IntoView {
    view! { <p>"Home"</p> }
}
