//! `POST /api/lab/rooms/jwt/logout` and its careless neighbour: giving a token back.

use authn::Visitor;
use axum::extract::State;
use axum::{Extension, Json};
use lab::rooms::jwt::{self, DenylistKey};
use serde_json::{Value, json};

use super::internet::Internet;
use crate::LabRooms;
use crate::auth::local_storage_jwt::{AccessToken, Challenge};

/// Remembers the token by its name.
pub(super) async fn log_out(
    rooms: State<LabRooms>,
    access_token: AccessToken,
    visitor: Extension<Visitor>,
) -> Result<Json<Value>, Challenge> {
    give_back(rooms, access_token, visitor, DenylistKey::Jti).await
}

/// Remembers it by the hash of its text.
pub(super) async fn log_out_by_hash(
    rooms: State<LabRooms>,
    access_token: AccessToken,
    visitor: Extension<Visitor>,
) -> Result<Json<Value>, Challenge> {
    give_back(rooms, access_token, visitor, DenylistKey::Hash).await
}

async fn give_back(
    State(rooms): State<LabRooms>,
    AccessToken(access_token): AccessToken,
    Extension(visitor): Extension<Visitor>,
    key: DenylistKey,
) -> Result<Json<Value>, Challenge> {
    let internet = Internet::of(&rooms);
    jwt::log_out(&rooms.lab, &rooms.house, &visitor, &internet, &access_token, key).await?;
    Ok(Json(json!({ "message": "Logged out" })))
}
