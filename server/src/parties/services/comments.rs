//! `POST /comments/{sandbox}`: anybody may write below the shared documents, and put a picture there. That is no flaw: a page
//! that shows nothing of anybody else's is rare, and what its visitors tell there is for the page to say.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::SandboxId;
use serde::Deserialize;

use super::Service;
use crate::http::problem;

/// The longest address of a picture, in bytes.
const LONGEST: usize = 200;

/// What is written.
#[derive(Deserialize)]
pub(super) struct Comment {
    picture: String,
}

/// Puts it there, in place of what was there. Pictures come from the lab's attacker alone: nobody makes a learner's browser ask
/// for anything else.
pub(super) async fn comment(
    State(service): State<Arc<Service>>,
    Path(sandbox): Path<SandboxId>,
    Json(Comment { picture }): Json<Comment>,
) -> Response {
    // With the slash, or `http://127.0.0.1:4000.evil.example` would pass.
    if picture.len() > LONGEST || !picture.starts_with(&format!("{}/", service.means.attacker)) {
        return problem(StatusCode::UNPROCESSABLE_ENTITY, "A picture here comes from the lab’s attacker.");
    }
    service.pictures.with(&sandbox, service.means.clock.now(), |kept| *kept = Some(picture));
    StatusCode::NO_CONTENT.into_response()
}
