//! `POST /{sandbox}/sign-in`: the browser is given its attempt, and leaves for the provider.

use std::sync::Arc;

use authn::relying_party::{ATTEMPT_LIFETIME, AttemptSecret};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::SandboxId;
use openidconnect::url::Url;

use super::attempt_cookie;
use crate::Notes;
use crate::pages::Problem;
use crate::refusal::Refusal;
use crate::sandbox::Sandbox;

/// Begins.
pub(crate) async fn begin(
    State(notes): State<Arc<Notes>>,
    Sandbox(sandbox): Sandbox,
    cookies: CookieJar,
) -> Response {
    let secret = AttemptSecret::new(&*notes.random);
    match depart(&notes, &sandbox, &secret).await {
        Ok(url) => (cookies.add(attempt_cookie::cookie(&secret)), Redirect::to(url.as_str())).into_response(),
        Err(refusal) => Problem(refusal, Some(sandbox)).into_response(),
    }
}

async fn depart(notes: &Notes, sandbox: &SandboxId, secret: &AttemptSecret) -> Result<Url, Refusal> {
    // Before anything is kept: a provider that is down leaves no half of an attempt behind.
    let url = notes.provider.authorization_url(sandbox, secret, &*notes.clock).await?;
    let expires_at = notes.clock.now() + ATTEMPT_LIFETIME;
    notes.database.add_attempt(&secret.id(), sandbox, expires_at).await?;
    Ok(url)
}
