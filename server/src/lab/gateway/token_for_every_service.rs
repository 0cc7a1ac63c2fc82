//! `GET /api/lab/careless-gateway/{service}`: the same gateway, whose tokens open more than what they are sent to.
//!
//! It stands among the routes of the reference, behind all of their layers and the same session: the token is all that
//! differs.

use std::sync::Arc;

use ::lab::Lab;
use ::lab::rooms::gateway;
use authn::cookie_session::Session;
use authn::{House, Visitor};
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;

use super::client::NotPassedOn;
use super::{Gateway, SCOPE, Service};

/// Asks a service on behalf of whoever is signed in.
pub(crate) async fn careless_gateway(
    State(house): State<Arc<House>>,
    State(lab): State<Arc<Lab>>,
    State(gateway): State<Arc<Gateway>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    Path(service): Path<String>,
) -> Result<Response, NotPassedOn> {
    let service = Service::named(&service)?;
    let everybody = Service::ALL.map(|service| gateway.origin_of(service)).to_vec();
    let (issuer, audience) = (gateway.issuer(), gateway.origin_of(service));
    let parties = gateway::Parties { issuer, audience, everybody };
    let errand = gateway::issue(&lab, &house, &session, &visitor, parties, SCOPE).await?;
    gateway.pass_on(service, &errand).await
}
