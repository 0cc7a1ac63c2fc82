//! `POST /api/jwt/logout`: nothing happens. That is the point.

use authn::local_storage_jwt;
use axum::Json;
use serde_json::{Value, json};

use crate::http::Problem;

/// Ends nothing.
pub(crate) async fn log_out() -> Result<Json<Value>, Problem> {
    local_storage_jwt::log_out().await?;
    Ok(Json(json!({ "message": "Logged out" })))
}
