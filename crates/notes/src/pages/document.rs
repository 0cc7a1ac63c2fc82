//! What every page has around it.

use axum::response::Html;
use maud::{DOCTYPE, Markup, html};

/// A page.
pub(super) fn document(title: &str, body: &Markup) -> Html<String> {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) @if title != "Notes" { " · Notes" } }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="data:,";
            }
            body { main { (body) } }
        }
    };
    Html(markup.into_string())
}
