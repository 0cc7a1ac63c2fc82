//! What even a thief's site keeps to, because it runs on a learner's machine: it answers to its own names alone, and
//! nothing of it is stored by a browser.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::Attacker;
use crate::http::host;

/// Its own pages run no script at all; the loot that they show is text.
const NO_SCRIPT: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// Refuses every name but the two neighbourhoods' (RFC 9110 §15.5.20).
pub(super) async fn answer_to_own_names(
    State(attacker): State<Arc<Attacker>>,
    request: Request,
    next: Next,
) -> Response {
    let own = ["127.0.0.1", "localhost", "[::1]"].map(|name| attacker.here.called(name).authority());
    match host(request.headers(), request.uri()) {
        Some(host) if own.contains(&host) => next.run(request).await,
        _ => StatusCode::MISDIRECTED_REQUEST.into_response(),
    }
}

/// Marks every answer as not to be kept, and its pages as not to run anything.
pub(super) async fn keep_nothing(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(NO_SCRIPT);
    response
}

/// There is nothing at this address.
pub(super) async fn not_found() -> StatusCode {
    StatusCode::NOT_FOUND
}
