//! `POST /api/lab/rooms/jwt/login`: the answer's body carries both tokens.

use authn::{Credentials, Visitor};
use axum::extract::State;
use axum::{Extension, Json};
use domain::{AccessTokenResponse, Password, Refusal};
use lab::rooms::jwt::{self, Algorithm};
use serde::Deserialize;

use crate::LabRooms;
use crate::http::{JsonBody, Problem};

#[derive(Deserialize)]
pub(super) struct LogInBody {
    email: String,
    password: Password,
    algorithm: Option<String>,
}

/// Issues a pair of tokens.
pub(super) async fn log_in(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<LogInBody>,
) -> Result<Json<AccessTokenResponse>, Problem> {
    let algorithm = body.algorithm.as_deref().map_or(Ok(Algorithm::default()), str::parse);
    let algorithm = algorithm.map_err(|_| Refusal::Malformed)?;
    let credentials = Credentials::parse(&body.email, body.password)?;
    Ok(Json(jwt::log_in(&rooms.lab, &rooms.house, &visitor, &credentials, algorithm).await?))
}
