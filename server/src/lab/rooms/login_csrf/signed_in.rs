//! Whom the room's cookie stands for.

use authn::Visitor;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::{Extension, Json};
use domain::{Refusal, User};

use super::cookies;
use crate::LabRooms;
use crate::http::Problem;

/// Who is signed in, in the visitor's own sandbox.
///
/// # Errors
/// [`Refusal::Unauthorized`] if nobody is.
pub(super) async fn signed_in(
    rooms: &LabRooms,
    visitor: &Visitor,
    headers: &HeaderMap,
) -> Result<User, Refusal> {
    let cookie = cookies::session(headers).ok_or(Refusal::Unauthorized)?;
    let user = rooms.vulnerable.login_csrf.user(&visitor.home(), cookie, rooms.house.clock.now());
    let user = user.ok_or(Refusal::Unauthorized)?;
    rooms.house.store.find_user(user).await?.ok_or(Refusal::Unauthorized)
}

/// `GET /profile`: in small print on the page, where a victim could have seen it.
pub(super) async fn profile(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Result<Json<User>, Problem> {
    Ok(Json(signed_in(&rooms, &visitor, &headers).await?))
}
