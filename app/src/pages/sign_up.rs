//! The page.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn SignUp() -> impl IntoView {
    view! { <p>"SignUp"</p> }
}
