//! The names that the metrics answer to: a page that was made to resolve its own name to this machine (DNS rebinding) reads
//! nothing here.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;

use crate::http::{host, problem};

/// Refuses every other name with 421 (RFC 9110 §15.5.20).
pub(super) async fn answer_to_these(
    State(names): State<Arc<[String]>>,
    request: Request,
    next: Next,
) -> Response {
    match host(request.headers(), request.uri()) {
        None => problem(StatusCode::BAD_REQUEST, "A request names its host."),
        Some(host) if names.contains(&host) => next.run(request).await,
        Some(_) => problem(StatusCode::MISDIRECTED_REQUEST, "This server does not answer to that name."),
    }
}
