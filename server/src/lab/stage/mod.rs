//! What the victim does by herself in the vulnerable rooms: small pages, shown in the window of an experiment that is being
//! played.
//!
//! Each acts as soon as it is loaded, but only inside such a window: by its policy no other origin's page can frame it, and
//! on its own it does nothing. So no link makes anybody do what stands here.

mod code_flow;
mod csrf;
mod login_csrf;
mod session_store_cost;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::prelude::*;

use super::document::document;
use crate::LabRooms;

pub(crate) use session_store_cost::{BLOCK, ROUNDS};

/// One script of our own, and nothing but requests to ourselves.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'",
);

const SCRIPT: HeaderValue = HeaderValue::from_static("text/javascript; charset=utf-8");
const STYLE: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");

/// The pages, their scripts and their one style.
pub(crate) fn stage_pages() -> Router<LabRooms> {
    Router::new()
        .route("/code-flow", get(code_flow::page))
        .route("/csrf", get(csrf::page))
        .route("/login-csrf", get(login_csrf::page))
        .route("/session-store-cost", get(session_store_cost::page))
        .route("/files/code_flow.js", get(async || file(SCRIPT, include_str!("code_flow.js"))))
        .route("/files/csrf.js", get(async || file(SCRIPT, include_str!("csrf.js"))))
        .route("/files/login_csrf.js", get(async || file(SCRIPT, include_str!("login_csrf.js"))))
        .route(
            "/files/session_store_cost.js",
            get(async || file(SCRIPT, include_str!("session_store_cost.js"))),
        )
        .route("/files/stage.css", get(async || file(STYLE, include_str!("stage.css"))))
}

/// A page with one line, which its script rewrites as it goes on.
fn page(title: &'static str, line: impl IntoView, script: &'static str) -> Response {
    let body = view! {
        {line}
        <script src=script></script>
    };
    let html = document(title, Some("/stage/files/stage.css"), body);
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], html).into_response()
}

fn file(kind: HeaderValue, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind)], text)
}
