//! `GET /api/lab/rooms/jwt/profile`: what the token said, if it is believed.

use authn::Visitor;
use axum::extract::State;
use axum::{Extension, Json};
use domain::User;
use lab::rooms::jwt;

use super::internet::Internet;
use crate::LabRooms;
use crate::auth::local_storage_jwt::{AccessToken, Challenge};

/// Shows whose token it is.
pub(super) async fn profile(
    State(rooms): State<LabRooms>,
    AccessToken(access_token): AccessToken,
    Extension(visitor): Extension<Visitor>,
) -> Result<Json<User>, Challenge> {
    let internet = Internet::of(&rooms);
    Ok(Json(jwt::current_user(&rooms.lab, &rooms.house, &visitor, &internet, &access_token).await?))
}
