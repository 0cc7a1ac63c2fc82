//! What was counted.

use lab::Table;
use leptos::prelude::*;

/// Tables, each in a box that scrolls by itself on a narrow window.
#[component]
pub(super) fn Tables(tables: Vec<Table>) -> impl IntoView {
    tables.into_iter().map(|table| view! { <OneTable table/> }).collect_view()
}

/// One table. The first cell of a row is its head.
#[component]
pub(super) fn OneTable(table: Table) -> impl IntoView {
    let columns = table.columns.into_iter().map(|column| view! { <th scope="col">{column}</th> });
    let rows = table.rows.into_iter().map(|cells| {
        let mut cells = cells.into_iter();
        let head = cells.next().unwrap_or_default();
        view! { <tr><th scope="row">{head}</th>{cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> }
    });
    let label = table.caption.clone();
    view! {
        <div class="scrolls" role="group" aria-label=label tabindex="0">
            <table class="rows">
                <caption>{table.caption}</caption>
                <thead><tr>{columns.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
