//! `GET /{sandbox}/api/profile`: who is signed in, for a program. A cookie that was copied before a sign-out says nobody.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use serde_json::json;

use crate::Notes;
use crate::sandbox::Sandbox;
use crate::session;

/// 200 with `{"name","email","issuer","subject"}`, or 401.
pub(crate) async fn profile(
    State(notes): State<Arc<Notes>>,
    Sandbox(sandbox): Sandbox,
    cookies: CookieJar,
) -> Response {
    match session::current(&notes, &sandbox, &cookies).await {
        Ok(Some(person)) => Json(json!({
            "name": person.name, "email": person.email, "issuer": person.issuer, "subject": person.subject,
        }))
        .into_response(),
        Ok(None) => (StatusCode::UNAUTHORIZED, Json(json!({ "message": "Unauthorized" }))).into_response(),
        Err(refusal) => {
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, Json(json!({ "message": refusal.to_string() }))).into_response()
        }
    }
}
