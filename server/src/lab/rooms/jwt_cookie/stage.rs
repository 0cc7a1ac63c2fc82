//! `GET /stage`: a page on which Alice signs in to the room by herself, for the frame of an experiment. The room needs a
//! page of its own because a browser is to hold its cookie; it signs its visitor in to this room, and to nothing else.

use authn::READY_ACCOUNTS;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse};

/// What the page may do: run its own script, ask its own origin, and be shown in a page of ours.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; \
     frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
);
const JAVASCRIPT: HeaderValue = HeaderValue::from_static("text/javascript; charset=utf-8");

/// The page. The account is the one that is printed on every sign-in card.
pub(super) async fn page() -> ([(HeaderName, HeaderValue); 1], Html<String>) {
    let alice = READY_ACCOUNTS[0];
    let page = include_str!("stage.html").replace("EMAIL", alice.email).replace("PASSWORD", alice.password);
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(page))
}

/// `GET /stage.js`: what it runs.
pub(super) async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, JAVASCRIPT)], include_str!("stage.js"))
}
