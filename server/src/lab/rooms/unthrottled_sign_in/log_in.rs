//! `POST /login`: the sign-in as a script sends it, by JSON.

use authn::Visitor;
use axum::extract::State;
use axum::{Extension, Json};
use serde_json::Value;

use super::profile;
use crate::LabRooms;
use crate::auth::LogInBody;
use crate::http::{JsonBody, Problem};

/// Looks at a guess.
pub(super) async fn log_in(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<LogInBody>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(profile(&rooms, &visitor, &body.email, body.password).await?))
}
