//! `PUT /api/jwt/name`: one's own name, in the row; the token goes on saying the old one (claim T3).

use std::sync::Arc;

use authn::{House, Visitor, local_storage_jwt};
use axum::extract::State;
use axum::{Extension, Json};
use domain::{Refusal, User, UserName};

use super::bearer::{AccessToken, Challenge};
use crate::auth::ChangeNameBody;
use crate::http::JsonBody;

/// Sets another name.
pub(crate) async fn change_name(
    State(house): State<Arc<House>>,
    AccessToken(access_token): AccessToken,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<ChangeNameBody>,
) -> Result<Json<User>, Challenge> {
    let name: UserName = body.name.parse().map_err(Refusal::Name)?;
    Ok(Json(local_storage_jwt::change_name(&house, &visitor, &access_token, &name).await?))
}
