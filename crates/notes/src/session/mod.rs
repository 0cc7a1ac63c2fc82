//! Who is signed in here. The provider has a session of its own; this one is Notes', and knows the other by its `sid`.

mod cookie;
mod id;

use authn::relying_party::Identified;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use domain::SandboxId;

pub(crate) use cookie::removed;
pub(crate) use id::SessionDigest;
use id::SessionId;

use crate::Notes;
use crate::database::{NewSession, Person};
use crate::refusal::Refusal;

/// A session that nobody uses for this long, in seconds, is over (ASVS 7.3.1).
const IDLE_TIMEOUT: i64 = 30 * 60;
/// And so is every session that is this old, in seconds (ASVS 7.3.2).
const ABSOLUTE_TIMEOUT: i64 = 12 * 60 * 60;

/// Who is signed in in this browser, of this sandbox, if anybody is.
pub(crate) async fn current(
    notes: &Notes,
    sandbox: &SandboxId,
    cookies: &CookieJar,
) -> Result<Option<Person>, Refusal> {
    let Some(id) = cookie::read(cookies) else { return Ok(None) };
    let (issuer, now) = (notes.provider.issuer(sandbox), notes.clock.now());
    Ok(notes.database.find_session(id, &issuer, now, now - IDLE_TIMEOUT).await?)
}

/// Signs somebody in, under an id that no browser had before (ASVS 7.2.4). Whatever session the browser had ends.
pub(crate) async fn begin(
    notes: &Notes,
    cookies: &CookieJar,
    identified: &Identified,
) -> Result<Cookie<'static>, Refusal> {
    let (id, now) = (SessionId::random(&*notes.random), notes.clock.now());
    let new = NewSession {
        id: id.digest(),
        instead_of: cookie::read(cookies),
        identified,
        now,
        expires_at: now + ABSOLUTE_TIMEOUT,
    };
    if !notes.database.begin_session(new).await? {
        return Err(Refusal::JustEnded);
    }
    tracing::info!(event = "authn_login_success", subject = identified.identity.subject);
    tracing::info!(event = "session_created", subject = identified.identity.subject);
    Ok(cookie::cookie(id.expose()))
}

/// Ends the session of this browser, if it has one: the row first, so that a copy of the cookie opens nothing.
pub(crate) async fn end(notes: &Notes, cookies: &CookieJar) -> Result<(), Refusal> {
    if let Some(id) = cookie::read(cookies) {
        notes.database.end_session(id).await?;
        tracing::info!(event = "session_expired", reason = "logout");
    }
    Ok(())
}
