//! A name and its value in a list of them.

use leptos::prelude::*;

/// One entry of a `<dl class="facts">`.
#[component]
pub(crate) fn Fact(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    view! {
        <dt>{name}</dt>
        <dd>{value}</dd>
    }
}
