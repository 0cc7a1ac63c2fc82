//! Cross-site request forgery: whatever changes state must come from our own origin (ASVS 3.5.1).
//!
//! `SameSite` cannot do this alone: a page on another *port* of the same host is the same site, and its forms carry
//! even `Strict` cookies. `Sec-Fetch-Site` and `Origin` tell it apart; every browser of today sends them, and what
//! sends neither is no browser and carries nobody's cookies by itself.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::problem;

/// Refuses every unsafe request of another origin with 403.
pub(crate) fn refuse_cross_origin() -> CsrfLayer<fn(ProtectionError) -> Response<Body>> {
    CsrfLayer::new().with_rejection_response(refuse as fn(ProtectionError) -> Response<Body>)
}

fn refuse(error: ProtectionError) -> Response<Body> {
    tracing::warn!(event = "csrf_refused", %error);
    problem(StatusCode::FORBIDDEN, "This request came from another site's page, so it was not done.")
}
