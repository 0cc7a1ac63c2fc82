//! A gateway (claim T18): the browser has a session with the app and no token; the app calls a service on its user's
//! behalf, with a JWT that is made for that one call, and passes the answer on.
//!
//! ```text
//! GET /api/lab/gateway/{service}            the reference: one audience, one minute
//! GET /api/lab/careless-gateway/{service}   the flaw beside it: every service, a quarter of an hour
//! ```

mod client;
mod service;
mod token_for_every_service;

use std::sync::Arc;

use authn::cookie_session::Session;
use authn::service_jwt::{Ed25519Key, issue_for_service};
use authn::{House, Visitor};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};

use crate::http::Problem;
pub use client::Gateway;
use client::NotPassedOn;
pub(crate) use service::Service;
pub(crate) use token_for_every_service::careless_gateway;

/// What a service may do with a token of the gateway's.
const SCOPE: &str = "read";

// #region gateway
/// Asks a service on behalf of whoever is signed in.
pub(crate) async fn gateway(
    State(house): State<Arc<House>>,
    State(gateway): State<Arc<Gateway>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    Path(service): Path<String>,
) -> Result<Response, NotPassedOn> {
    let service = Service::named(&service)?;
    let (issuer, audience) = (gateway.issuer(), gateway.origin_of(service));
    let errand = issue_for_service(&house, &session, &visitor, issuer, audience, SCOPE).await?;
    gateway.pass_on(service, &errand).await
}
// #endregion gateway

/// `GET /.well-known/jwks.json`: the key that services check the app's tokens with (RFC 7517 §5). Nothing in it is secret.
pub(crate) async fn jwks(State(house): State<Arc<House>>) -> Result<impl IntoResponse, Problem> {
    let keep = HeaderValue::from_static("public, max-age=300");
    Ok(([(header::CACHE_CONTROL, keep)], Json(Ed25519Key::of(&house)?.public())))
}
