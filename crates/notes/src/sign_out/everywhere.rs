//! `POST /{sandbox}/sign-out-everywhere`: signed out of Notes, and on to the provider (OpenID Connect RP-Initiated Logout 1.0),
//! which asks whether that was meant, and then tells every client.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;

use super::CLEAR_SITE_DATA;
use crate::pages::Problem;
use crate::refusal::Refusal;
use crate::sandbox::Sandbox;
use crate::session;
use crate::{Notes, SIGNED_OUT};

/// Signs out here first: whatever becomes of the provider, this session is over.
pub(crate) async fn everywhere(
    State(notes): State<Arc<Notes>>,
    Sandbox(sandbox): Sandbox,
    cookies: CookieJar,
) -> Response {
    if let Err(refusal) = session::end(&notes, &cookies).await {
        return Problem(refusal, Some(sandbox)).into_response();
    }
    let afterwards = notes.address(SIGNED_OUT);
    let there = notes.provider.end_session_url(&sandbox, afterwards, &*notes.clock).await;
    let answer = match there {
        Ok(url) => Redirect::to(url.as_str()).into_response(),
        // What was wrong is in the log.
        Err(_) => Problem(Refusal::OnlyHere, Some(sandbox)).into_response(),
    };
    (cookies.add(session::removed()), CLEAR_SITE_DATA, answer).into_response()
}
