//! What lay open in one place.

use lab::Fact;
use leptos::prelude::*;

/// Names and values; nothing at all, if nothing was looked at.
#[component]
pub(super) fn Facts(place: &'static str, note: &'static str, facts: Vec<Fact>) -> impl IntoView {
    (!facts.is_empty()).then(|| {
        let facts = facts.into_iter().map(|fact| view! { <dt>{fact.name}</dt><dd>{fact.value}</dd> });
        view! {
            <section>
                <div class="rowhead"><h3>{place}</h3><p>{note}</p></div>
                <dl class="slot facts">{facts.collect_view()}</dl>
            </section>
        }
    })
}
