//! `POST /api/jwt/refresh`: another pair, for whoever holds a refresh token.

use std::sync::Arc;

use authn::{House, Visitor, local_storage_jwt};
use axum::extract::State;
use axum::{Extension, Json};
use domain::AccessTokenResponse;
use serde::Deserialize;

use super::bearer::Challenge;
use crate::http::JsonBody;

#[derive(Deserialize)]
pub(crate) struct RefreshBody {
    refresh_token: String,
}

/// Issues another pair.
pub(crate) async fn refresh(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<RefreshBody>,
) -> Result<Json<AccessTokenResponse>, Challenge> {
    Ok(Json(local_storage_jwt::refresh(&house, &visitor, &body.refresh_token).await?))
}
