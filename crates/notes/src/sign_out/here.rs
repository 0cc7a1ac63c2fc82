//! `POST /{sandbox}/sign-out`: signed out of Notes. The provider's session goes on, and the next sign-in asks for no password.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;

use super::CLEAR_SITE_DATA;
use crate::Notes;
use crate::pages::Problem;
use crate::sandbox::Sandbox;
use crate::session;

/// Signs out.
pub(crate) async fn here(
    State(notes): State<Arc<Notes>>,
    Sandbox(sandbox): Sandbox,
    cookies: CookieJar,
) -> Response {
    if let Err(refusal) = session::end(&notes, &cookies).await {
        return Problem(refusal, Some(sandbox)).into_response();
    }
    let cookies = cookies.add(session::removed());
    (cookies, CLEAR_SITE_DATA, Redirect::to(&format!("/{sandbox}/"))).into_response()
}
