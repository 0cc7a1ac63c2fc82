//! `POST /api/lab/rooms/jwt/refresh`: another pair, once.

use authn::Visitor;
use axum::extract::State;
use axum::{Extension, Json};
use domain::AccessTokenResponse;
use lab::rooms::jwt;
use serde::Deserialize;

use crate::LabRooms;
use crate::auth::local_storage_jwt::Challenge;
use crate::http::JsonBody;

#[derive(Deserialize)]
pub(super) struct RefreshBody {
    refresh_token: String,
}

/// Issues another pair.
pub(super) async fn refresh(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<RefreshBody>,
) -> Result<Json<AccessTokenResponse>, Challenge> {
    Ok(Json(jwt::refresh(&rooms.lab, &rooms.house, &visitor, &body.refresh_token).await?))
}
