//! A document as a page, with what somebody has written below it.

use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use leptos::prelude::*;
use sha2::{Digest as _, Sha256};

use super::shared::Document;
use crate::Origin;

/// Leads back to the experiment, once everything on the page has been asked for. Elsewhere nobody is led anywhere.
const BACK: &str = "const { done } = document.body.dataset; if (done) addEventListener('load', () => location.assign(done));";

static BACK_HASH: LazyLock<String> = LazyLock::new(|| STANDARD.encode(Sha256::digest(BACK)));

/// The page. Its pictures come from where the lab's attacker is, and from nowhere else.
pub(super) fn page(
    document: Document,
    picture: Option<String>,
    way_back: Option<String>,
    attacker: &Origin,
) -> Response {
    let (title, text) = match document {
        Document::Payslip => ("Payslip", "Paid out in May: 3,412."),
        Document::Contract => ("Contract", "From the first in May: 40 hours a week."),
    };
    let comment = picture.map(|picture| {
        view! {
            <h2>"Comments"</h2>
            <p>"“Looks right to me.” Mallory " <img src=picture alt="" width="16" height="16"/></p>
        }
    });
    let html = view! {
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title}</title>
            </head>
            <body data-done=way_back>
                <h1>{title}</h1>
                <p>{text}</p>
                {comment}
                <script inner_html=BACK></script>
            </body>
        </html>
    };
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; img-src {attacker}; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'",
        *BACK_HASH
    );
    let policy = HeaderValue::try_from(policy).expect("an origin and base64 are visible ASCII");
    let html = Html(format!("<!DOCTYPE html>{}", html.to_html()));
    ([(header::CONTENT_SECURITY_POLICY, policy)], html).into_response()
}
