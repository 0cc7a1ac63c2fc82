//! The page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn Masthead() -> impl IntoView {
    view! { <p>"Masthead"</p> }
}
