//! `POST /api/session/login`: the answer says so, and its `Set-Cookie` carries the session.

use std::sync::Arc;

use authn::{Credentials, House, Visitor, cookie_session};
use axum::extract::State;
use axum::{Extension, Json};
use serde_json::{Value, json};
use tower_sessions::Session;

use crate::auth::LogInBody;
use crate::http::{JsonBody, Problem};

/// Begins a session.
pub(crate) async fn log_in(
    State(house): State<Arc<House>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<LogInBody>,
) -> Result<Json<Value>, Problem> {
    let credentials = Credentials::parse(&body.email, body.password)?;
    cookie_session::log_in(&house, &session, &visitor, &credentials).await?;
    Ok(Json(json!({ "message": "User logged in" })))
}
