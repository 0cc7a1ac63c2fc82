//! `POST /sign-out/everywhere`: signed out here, and on to the provider, to sign out there as well.

use authn::Visitor;
use authn::relying_party;
use axum::Extension;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use tower_sessions::Session;

use super::page;
use crate::Rooms;

/// Signs out.
pub(crate) async fn sign_out_everywhere(
    State(rooms): State<Rooms>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
) -> Response {
    let (house, relying_party) = (&rooms.house, &rooms.relying_party);
    let signed_out = relying_party::sign_out_everywhere(house, relying_party, &session, &visitor).await;
    match signed_out {
        Ok(Some(farewell)) => page::take_leave(&rooms, parts, farewell).await,
        Ok(None) => Redirect::to("/account").into_response(),
        Err(refusal) => page::refuse(&rooms, parts, "", refusal.into()).await,
    }
}
