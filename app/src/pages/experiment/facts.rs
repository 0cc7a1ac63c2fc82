//! What lay open.

use lab::Fact;
use leptos::prelude::*;

/// Names and values.
#[component]
pub(super) fn List(facts: Vec<Fact>) -> impl IntoView {
    let facts = facts.into_iter().map(|fact| view! { <dt>{fact.name}</dt><dd>{fact.value}</dd> });
    view! { <dl class="slot facts">{facts.collect_view()}</dl> }
}
