//! `POST /account/providers/{provider}/link`: whoever is signed in leaves for a provider, to make it another way in.

use authn::Visitor;
use authn::relying_party::begin_linking;
use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::request::Parts;
use axum::response::Response;
use domain::Password;
use serde::Deserialize;
use tower_sessions::Session;

use super::page;
use crate::Rooms;

/// The password, if the account has one.
#[derive(Deserialize)]
pub(crate) struct LinkForm {
    password: Option<Password>,
}

/// Begins.
pub(crate) async fn link(
    State(rooms): State<Rooms>,
    Path(provider): Path<String>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
    Form(form): Form<LinkForm>,
) -> Response {
    let (house, relying_party) = (&rooms.house, &rooms.relying_party);
    let begun = begin_linking(house, relying_party, &session, &visitor, &provider, form.password).await;
    match begun {
        Ok(departure) => page::leave(&rooms, parts, departure).await,
        Err(refusal) => page::refuse(&rooms, parts, &provider, refusal).await,
    }
}
