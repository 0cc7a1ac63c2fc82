//! `POST /account/identities/unlink`: a provider is a way in no more.

use authn::Visitor;
use authn::relying_party::{self, Identity};
use axum::Extension;
use axum::extract::{Form, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::Password;
use serde::Deserialize;
use tower_sessions::Session;

use super::page;
use crate::Rooms;

/// Which one, and the password, if the account has one.
#[derive(Deserialize)]
pub(crate) struct UnlinkForm {
    issuer: String,
    subject: String,
    password: Option<Password>,
}

/// Unlinks.
pub(crate) async fn unlink(
    State(rooms): State<Rooms>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
    Form(form): Form<UnlinkForm>,
) -> Response {
    let (house, relying_party) = (&rooms.house, &rooms.relying_party);
    let identity = Identity { issuer: form.issuer, subject: form.subject };
    let done =
        relying_party::unlink(house, relying_party, &session, &visitor, &identity, form.password).await;
    match done {
        Ok(()) => Redirect::to("/account?done=unlinked").into_response(),
        Err(refusal) => page::refuse(&rooms, parts, "", refusal).await,
    }
}
