//! `GET /sign-in/callback`: the browser is back, with an answer. The one GET that changes something: the standard has it so,
//! and `state` is what keeps others from calling it.

use std::sync::Arc;

use authn::relying_party::{AttemptSecret, AuthorizationResponse};
use axum::extract::{Query, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use domain::SandboxId;

use super::attempt_cookie;
use crate::Notes;
use crate::pages::Problem;
use crate::refusal::Refusal;
use crate::session;

/// Finishes, and takes the attempt's cookie away, whatever came of it.
pub(crate) async fn callback(State(notes): State<Arc<Notes>>, cookies: CookieJar, uri: Uri) -> Response {
    // One that cannot be read is one that names no `state`.
    let answer = Query::<AuthorizationResponse>::try_from_uri(&uri);
    let answer = answer.map(|Query(answer)| answer).unwrap_or_default();
    let secret = attempt_cookie::read(&cookies);
    let kept = cookies.clone().add(attempt_cookie::removed());
    let sandbox = match take_attempt(&notes, secret.as_ref()).await {
        Ok(sandbox) => sandbox,
        Err(refusal) => return (kept, Problem(refusal, None)).into_response(),
    };
    match finish(&notes, &cookies, &sandbox, secret.as_ref(), answer).await {
        Ok(cookie) => (kept.add(cookie), Redirect::to(&format!("/{sandbox}/"))).into_response(),
        Err(refusal) => (kept, Problem(refusal, Some(sandbox))).into_response(),
    }
}

/// The sandbox of the attempt, which is over from here on.
async fn take_attempt(notes: &Notes, secret: Option<&AttemptSecret>) -> Result<SandboxId, Refusal> {
    let id = secret.ok_or(Refusal::NotOurs)?.id();
    notes.database.take_attempt(&id, notes.clock.now()).await?.ok_or(Refusal::NotOurs)
}

/// The provider's tokens live as long as this call.
async fn finish(
    notes: &Notes,
    cookies: &CookieJar,
    sandbox: &SandboxId,
    secret: Option<&AttemptSecret>,
    answer: AuthorizationResponse,
) -> Result<Cookie<'static>, Refusal> {
    let secret = secret.ok_or(Refusal::NotOurs)?;
    let identified = notes.provider.identify(sandbox, secret, &*notes.clock, answer).await?;
    session::begin(notes, cookies, &identified).await
}
