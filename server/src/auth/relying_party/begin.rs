//! `POST /sign-in/{provider}`: the browser is given its attempt, and leaves for the provider.

use authn::Visitor;
use authn::relying_party::{self, Question, ReturnPath};
use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::request::Parts;
use axum::response::{Redirect, Response};
use serde::Deserialize;

use super::page;
use crate::Rooms;

/// Where the form stands, so that the browser comes back there.
#[derive(Deserialize)]
pub(crate) struct BeginForm {
    #[serde(default)]
    return_to: String,
    /// There is one, if the provider shall ask again who it is.
    again: Option<String>,
}

/// Begins.
pub(crate) async fn begin(
    State(rooms): State<Rooms>,
    Path(provider): Path<String>,
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
    Form(form): Form<BeginForm>,
) -> Response {
    // Whatever else there is to come back to is the lab's.
    let return_to = rooms.lab.as_ref().map_or(ReturnPath::Account, |_| ReturnPath::of(&form.return_to));
    let question = if form.again.is_some() { Question::ProveItAgain } else { Question::WhoIsIt };
    let (house, relying_party) = (&rooms.house, &rooms.relying_party);
    let begun = relying_party::begin(house, relying_party, &visitor, &provider, question, return_to).await;
    match begun {
        Ok(departure) => page::leave(&rooms, parts, departure).await,
        Err(refusal) => page::refuse(&rooms, parts, &provider, refusal).await,
    }
}

/// `GET /sign-in/{provider}`: a page that was loaded again. Nothing begins by a link.
pub(crate) async fn back_to_account() -> Redirect {
    Redirect::to("/account")
}
