//! The attacker's pages: plain HTML, for a learner who looks over the thief's shoulder.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;
use leptos::prelude::*;

use super::Attacker;

/// A document of the attacker's.
pub(super) fn document(title: &'static str, body: impl IntoView) -> Html<String> {
    let html = view! {
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title}</title>
                <link rel="stylesheet" href="/style.css"/>
            </head>
            <body>
                <header>
                    <a href="/">"The attacker"</a>
                    <span>"somebody else’s site, with nothing of the app but its address"</span>
                </header>
                <main>{body}</main>
            </body>
        </html>
    };
    Html(format!("<!DOCTYPE html>{}", html.to_html()))
}

/// `GET /`: who this is, and a button.
pub(super) async fn home(State(attacker): State<Arc<Attacker>>) -> Html<String> {
    let (href, victim) = (attacker.victim.to_string(), attacker.victim.to_string());
    document(
        "The attacker",
        view! {
            <h1>"Whatever reaches this site is gone."</h1>
            <p>
                "This is another site than " <a href=href>{victim}</a>
                ". It sees nothing of that app but what a browser brings here, and what that app’s server tells a stranger."
            </p>
            <form method="post" action="/campaigns">
                <button type="submit">"Begin a campaign"</button>
            </form>
        },
    )
}
