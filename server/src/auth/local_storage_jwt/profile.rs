//! `GET /api/jwt/profile/{user_id}`: what the token said when it was issued.

use std::sync::Arc;

use authn::{House, Visitor, local_storage_jwt};
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::User;

use super::bearer::{AccessToken, Challenge};
use crate::auth::profile::own;

/// Shows one's own profile.
pub(crate) async fn profile(
    State(house): State<Arc<House>>,
    AccessToken(access_token): AccessToken,
    Extension(visitor): Extension<Visitor>,
    Path(user_id): Path<String>,
) -> Result<Json<User>, Challenge> {
    let user = local_storage_jwt::current_user(&house, &visitor, &access_token)?;
    Ok(Json(own(user, &user_id)?))
}
