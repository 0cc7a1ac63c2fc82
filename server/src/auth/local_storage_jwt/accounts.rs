//! `GET /api/jwt/accounts`: the role that the token was given decides (claim T3).

use std::sync::Arc;

use authn::{House, Visitor, local_storage_jwt};
use axum::extract::State;
use axum::{Extension, Json};
use domain::User;

use super::bearer::{AccessToken, Challenge};

/// Lists the accounts of the admin's sandbox.
pub(crate) async fn accounts(
    State(house): State<Arc<House>>,
    AccessToken(access_token): AccessToken,
    Extension(visitor): Extension<Visitor>,
) -> Result<Json<Vec<User>>, Challenge> {
    Ok(Json(local_storage_jwt::accounts(&house, &visitor, &access_token).await?))
}
