//! `GET /signed-out`: back from the provider.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::SandboxId;
use serde::Deserialize;

use crate::pages::{self, Problem};
use crate::{Notes, session};

/// What the provider gives back to us: the sandbox. Anybody can write it, so it chooses a link and nothing else.
#[derive(Deserialize)]
pub(crate) struct Back {
    #[serde(default)]
    state: SandboxId,
}

/// Says that it is done, unless it is not: anybody can write a link to this page.
pub(crate) async fn signed_out(
    State(notes): State<Arc<Notes>>,
    cookies: CookieJar,
    back: Result<Query<Back>, QueryRejection>,
) -> Response {
    let sandbox = back.map(|Query(back)| back.state).unwrap_or_default();
    match session::current(&notes, &sandbox, &cookies).await {
        Ok(None) => pages::signed_out(&sandbox).into_response(),
        Ok(Some(_)) => Redirect::to(&format!("/{sandbox}/")).into_response(),
        Err(refusal) => Problem(refusal, Some(sandbox)).into_response(),
    }
}
