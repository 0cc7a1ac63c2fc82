//! `POST /account/password/choose`: an account that came from a provider gets a password.

use authn::Visitor;
use authn::relying_party;
use axum::Extension;
use axum::extract::{Form, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::{NewPassword, Password, Refusal};
use serde::Deserialize;
use tower_sessions::Session;

use super::page;
use crate::Rooms;

/// The one that they want.
#[derive(Deserialize)]
pub(crate) struct ChoosePasswordForm {
    new: Password,
}

/// Chooses it.
pub(crate) async fn choose_password(
    State(rooms): State<Rooms>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
    Form(form): Form<ChoosePasswordForm>,
) -> Response {
    let chosen = match NewPassword::parse(form.new) {
        Ok(new) => relying_party::choose_password(&rooms.house, &session, &visitor, &new).await,
        Err(reason) => Err(Refusal::Password(reason).into()),
    };
    match chosen {
        Ok(()) => Redirect::to("/account?done=first-password").into_response(),
        Err(refusal) => page::refuse(&rooms, parts, "", refusal).await,
    }
}
