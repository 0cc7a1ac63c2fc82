//! `GET /sign-in/{provider}/callback`: the browser is back, with an answer. The one GET that changes something: the
//! standard has it so, and `state` is what keeps others from calling it.

use authn::Visitor;
use authn::relying_party::{self, AuthorizationResponse, Purpose};
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use tower_sessions::Session;

use super::page;
use crate::Rooms;
use crate::http::{attempt_cookie, remove_attempt_cookie};

/// Finishes, and takes the attempt's cookie away, whatever came of it.
pub(crate) async fn callback(
    State(rooms): State<Rooms>,
    Path(provider): Path<String>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
) -> Response {
    // One that cannot be read is one that names no `state`.
    let answer = Query::<AuthorizationResponse>::try_from_uri(&parts.uri);
    let answer = answer.map(|Query(answer)| answer).unwrap_or_default();
    let shown = (provider.as_str(), attempt_cookie(&parts.headers));
    let finished =
        relying_party::finish(&rooms.house, &rooms.relying_party, &session, &visitor, shown, answer).await;
    let mut response = match finished {
        Ok((Purpose::SignIn, return_to)) => Redirect::to(&return_to.to_string()).into_response(),
        Ok((Purpose::Link(_), _)) => Redirect::to("/account?done=linked").into_response(),
        Err(refusal) => page::refuse(&rooms, parts, &provider, refusal).await,
    };
    response.headers_mut().append(header::SET_COOKIE, remove_attempt_cookie());
    response
}
