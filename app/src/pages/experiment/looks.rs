//! What lay in one place, moment by moment: in the browser or in the server.

use lab::{Fact, Kept, Look, Table};
use leptos::prelude::*;

use super::facts::List;
use super::tables::OneTable;

/// What was in reach in the victim's browser.
#[component]
pub(super) fn BrowserLooks(
    looks: Vec<Look>,
    /// What the attack found there.
    found: Vec<Fact>,
) -> impl IntoView {
    let looks = looks.into_iter().map(|look| {
        let browsers = look.browsers.into_iter().map(|kept| view! { <InBrowser kept/> });
        view! { <h4>{look.moment.title()}</h4> {browsers.collect_view()} }
    });
    view! {
        <section>
            <div class="rowhead"><h3>"Browser"</h3><p>"what is kept there, credentials cut short"</p></div>
            {looks.collect_view()}
            {(!found.is_empty()).then(|| view! { <h4>"What the attack found"</h4> <List facts=found/> })}
        </section>
    }
}

/// What the server kept.
#[component]
pub(super) fn ServerLooks(
    looks: Vec<Look>,
    /// What the attack was about.
    found: Vec<Fact>,
) -> impl IntoView {
    let looks = looks.into_iter().map(|look| {
        let tables = look.server.into_iter().map(|table| view! { <Rows table/> });
        view! { <h4>{look.moment.title()}</h4> {tables.collect_view()} }
    });
    view! {
        <section>
            <div class="rowhead"><h3>"Server"</h3><p>"the rows that this run made, and that are there"</p></div>
            {looks.collect_view()}
            {(!found.is_empty()).then(|| view! { <h4>"What the attack was about"</h4> <List facts=found/> })}
        </section>
    }
}

/// One browser, and who says what it keeps.
#[component]
fn InBrowser(kept: Kept) -> impl IntoView {
    let by = if kept.by_script {
        "a script in its page was asked, and this is what it could read"
    } else {
        "it has no page and no script: this is what it keeps"
    };
    view! {
        <p class="hint">{kept.whose} ": " {by} "."</p>
        <List facts=kept.facts/>
    }
}

/// A table, or the word that it is empty.
#[component]
fn Rows(table: Table) -> impl IntoView {
    if table.rows.is_empty() {
        leptos::either::Either::Left(
            view! { <p class="slot nothing">{table.caption} ": none of this run."</p> },
        )
    } else {
        leptos::either::Either::Right(view! { <OneTable table/> })
    }
}
