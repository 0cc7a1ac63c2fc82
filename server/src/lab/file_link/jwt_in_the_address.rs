//! Deliberate flaw, `jwt_in_the_address` (claim T17): the browser is led to an address with the JWT in it, and addresses are
//! told: to other sites by `Referer`, to the store's log, to the browser's history. Two switches lessen what that costs.

use std::sync::Arc;

use ::lab::{Defence, Lab};
use authn::cookie_session::Session;
use authn::service_jwt::issue_file_link;
use authn::{House, Visitor, cookie_session};
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Redirect;
use domain::Refusal;

use super::{Parameters, ReferrerPolicy};
use crate::http::Problem;
use crate::lab::{Gateway, Service};

// #region in the address
/// Leads whoever is signed in to the file.
pub(crate) async fn careless_file_link(
    State(house): State<Arc<House>>,
    State(lab): State<Arc<Lab>>,
    State(gateway): State<Arc<Gateway>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    Query(Parameters { done, referrer, document }): Query<Parameters>,
) -> Result<Redirect, Problem> {
    let sandbox = cookie_session::current_sign_in(&house, &session, &visitor).await?.sandbox;
    let on = lab.store.defences(&sandbox).await.map_err(Refusal::from)?;
    let is_on = |defence| on.contains(&defence);
    let switched =
        if is_on(Defence::NoReferrer) { ReferrerPolicy::NoReferrer } else { ReferrerPolicy::UnsafeUrl };
    let referrer = referrer.unwrap_or(switched).part();
    let uses = if is_on(Defence::SingleUse) { "once" } else { "every-time" };
    let parties = (gateway.issuer(), gateway.origin_of(Service::Files));
    let path = |sandbox: &_| format!("/shared/{referrer}/{uses}/{sandbox}/{}", document.part());
    let link = issue_file_link(&house, &session, &visitor, parties, "GET", path).await?;
    let query = serde_urlencoded::to_string([("jwt", link.token.expose()), ("done", &done)]);
    Ok(Redirect::to(&format!("{}?{}", link.address, query.unwrap_or_default())))
}
// #endregion in the address
