//! `POST /api/jwt/login`: the answer's body carries both tokens, for a script to keep.

use std::sync::Arc;

use authn::{Credentials, House, Visitor, local_storage_jwt};
use axum::extract::State;
use axum::{Extension, Json};
use domain::AccessTokenResponse;

use crate::auth::LogInBody;
use crate::http::{JsonBody, Problem};

/// Issues a pair of tokens.
pub(crate) async fn log_in(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<LogInBody>,
) -> Result<Json<AccessTokenResponse>, Problem> {
    let credentials = Credentials::parse(&body.email, body.password)?;
    Ok(Json(local_storage_jwt::log_in(&house, &visitor, &credentials).await?))
}
