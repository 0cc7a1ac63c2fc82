//! The page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn Compare() -> impl IntoView {
    view! { <p>"Compare"</p> }
}
