//! A small page of the lab's own: what the app's shell would bring with it, these pages are there to do without.

use axum::response::Html;
use leptos::prelude::*;

/// A document with this title, which is its heading too, and perhaps a style.
pub(super) fn document(
    title: &'static str,
    style: Option<&'static str>,
    body: impl IntoView,
) -> Html<String> {
    let html = view! {
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title}</title>
                {style.map(|style| view! { <link rel="stylesheet" href=style/> })}
            </head>
            <body>
                <h1>{title}</h1>
                {body}
            </body>
        </html>
    };
    Html(format!("<!DOCTYPE html>{}", html.to_html()))
}
