//! Cross-site request forgery: whatever changes state must come from our own origin (ASVS 3.5.1).
//!
//! `SameSite` cannot do this alone: a page on another *port* of the same host is the same site, and its forms carry
//! even `Strict` cookies. `Sec-Fetch-Site` and `Origin` tell it apart; every browser of today sends them, and what
//! sends neither is no browser and carries nobody's cookies by itself.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::Response;
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::problem;

// #region origin check
/// Refuses every unsafe request of another origin with 403.
pub(crate) fn refuse_cross_origin() -> CsrfLayer<fn(ProtectionError) -> Response<Body>> {
    CsrfLayer::new().with_rejection_response(refuse as fn(ProtectionError) -> Response<Body>)
}
// #endregion origin check

/// Whether the layer above would refuse a request: for the vulnerable rooms, which stand outside it, ask it when their
/// switch says so, and note what it answered.
pub(crate) async fn would_refuse_cross_origin(method: &Method, uri: &Uri, headers: &HeaderMap) -> bool {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = method.clone();
    *request.uri_mut() = uri.clone();
    *request.headers_mut() = headers.clone();
    let pass = service_fn(|_: Request| async { Ok::<_, Infallible>(Response::new(Body::empty())) });
    let Ok(response) = refuse_cross_origin().layer(pass).oneshot(request).await;
    response.status() == StatusCode::FORBIDDEN
}

fn refuse(error: ProtectionError) -> Response<Body> {
    tracing::error!(event = "malicious_cors", %error);
    problem(StatusCode::FORBIDDEN, "This request came from another site's page, so it was not done.")
}
