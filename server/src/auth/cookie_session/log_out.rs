//! `POST /api/session/logout`: the row goes, and with it every copy of the cookie.

use std::sync::Arc;

use authn::{House, Visitor, cookie_session};
use axum::extract::State;
use axum::{Extension, Json};
use serde_json::{Value, json};
use tower_sessions::Session;

use crate::http::Problem;

/// Ends the session.
pub(crate) async fn log_out(
    State(house): State<Arc<House>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
) -> Result<Json<Value>, Problem> {
    cookie_session::log_out(&house, &session, &visitor).await?;
    Ok(Json(json!({ "message": "Logged out" })))
}
