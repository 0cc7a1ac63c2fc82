//! `POST /api/lab/sandboxes`: a sandbox of one's own, and the cookie that puts the browser into it.

use std::sync::Arc;

use app::lab::set_lab_cookie;
use authn::House;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::http::Problem;

/// Makes a sandbox.
pub(crate) async fn create_sandbox(State(house): State<Arc<House>>) -> Result<Response, Problem> {
    let sandbox = authn::create_sandbox(&house).await?;
    let cookie = [(header::SET_COOKIE, set_lab_cookie(&sandbox))];
    Ok((StatusCode::CREATED, cookie, Json(json!({ "sandbox": sandbox }))).into_response())
}
