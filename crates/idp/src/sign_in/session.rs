//! The provider's own session: what spares a user the second prompt. Clients never see its id; they know it by a `sid`
//! that opens nothing.

use authn::random_name;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::Refusal;

use super::{Proof, VerifiedUser};
use crate::database::{NewSession, Session};
use crate::logout;
use crate::realm::Realm;
use crate::{Provider, Secret, SecretDigest};

/// Another name than the app's: a cookie's host has no port, and names are all that keeps two apart on one host.
const SESSION_COOKIE: &str = "__Host-idp_session";
/// A session that nobody uses for this long, in seconds, asks for the password again (ASVS 7.3.1).
const IDLE_TIMEOUT: i64 = 30 * 60;
/// And so does every session that is this old, in seconds (ASVS 7.3.2). Its refresh tokens end with it (ASVS 10.4.8).
const ABSOLUTE_TIMEOUT: i64 = 12 * 60 * 60;

/// Who is signed in here in this browser, if anybody is.
pub(crate) async fn current_session(
    provider: &Provider,
    realm: &Realm,
    cookies: &CookieJar,
) -> Result<Option<Session>, Refusal> {
    let Some(cookie) = cookies.get(SESSION_COOKIE) else { return Ok(None) };
    let (id, now) = (SecretDigest::of(cookie.value()), provider.clock.now());
    Ok(provider.database.find_session(&realm.name, id, now, IDLE_TIMEOUT).await?)
}

/// Signs somebody in, under an id that no browser had before (ASVS 7.2.4). A session of theirs that is there goes on
/// under it; somebody else's ends, at its clients too.
pub(super) async fn begin(
    provider: &Provider,
    realm: &Realm,
    cookies: &CookieJar,
    user: VerifiedUser,
    proof: Proof,
) -> Result<(Session, Cookie<'static>), Refusal> {
    let (id, sid, now) =
        (Secret::random(&*provider.random), random_name(&*provider.random), provider.clock.now());
    let new = NewSession {
        id: id.digest(),
        sid: &sid,
        user_id: user.id,
        credentials_version: user.credentials_version,
        amr: proof.amr(),
        expires_at: now + ABSOLUTE_TIMEOUT,
    };
    let renewed = match current_session(provider, realm, cookies).await? {
        Some(session) if session.user_id == user.id => {
            provider.database.renew_session(&session, &new, now).await?
        }
        Some(somebody_elses) => {
            logout::end(provider, realm, &somebody_elses.sid).await?;
            None
        }
        None => None,
    };
    let is_renewed = renewed.is_some();
    let session = match renewed {
        Some(session) => session,
        // The password or a factor was changed a moment ago: what was typed here is as good as wrong.
        None => provider.database.begin_session(&new, now).await?.ok_or(Refusal::InvalidCredentials)?,
    };
    if is_renewed {
        tracing::info!(event = "session_renewed", realm = %realm.name, user = user.id, sid = session.sid);
    } else {
        tracing::info!(event = "session_created", realm = %realm.name, user = user.id, sid = session.sid);
    }
    tracing::info!(event = "authn_login_success", realm = %realm.name, user = user.id, amr = proof.amr());
    Ok((session, session_cookie(id.expose().to_owned())))
}

/// All of its attributes, in one place. A browser takes a `__Host-` cookie only with `Secure`, with `Path=/` and without
/// `Domain` (RFC 6265bis §4.1.3.2). Not `Strict`: users arrive from a client's page, and would look signed out.
fn session_cookie(value: String) -> Cookie<'static> {
    Cookie::build((SESSION_COOKIE, value))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .build()
}

/// What takes it out of the browser again: with the same attributes, or the browser would not touch it.
pub(crate) fn sign_out_cookie() -> Cookie<'static> {
    let mut cookie = session_cookie(String::new());
    cookie.make_removal();
    cookie
}
