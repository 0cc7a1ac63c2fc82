//! A session that the browser keeps and the server has signed, built the way Flask's default session is: the JWT
//! article recommends sessions, and its own program uses this one.
//!
//! The account is read at every request, so a disabled one is noticed at once. That somebody signed out is not.

use authn::{Credentials, House, Visitor, check_credentials};
use domain::{Refusal, SandboxId, User, UserId};
use serde::{Deserialize, Serialize};

use super::timed_serializer::{PURPOSE, TimedSerializer};
use super::{CookieValue, SHORT_LIFETIME};
use crate::{Defence, Lab};

/// How long a cookie works after it was signed, in seconds: 31 days, Flask's `PERMANENT_SESSION_LIFETIME`.
pub const LIFETIME: i64 = 31 * 24 * 60 * 60;

/// What the cookie says. It is signed, not encrypted: whoever holds it can read it.
#[derive(Serialize, Deserialize)]
struct Session {
    user_id: UserId,
    sandbox: SandboxId,
}

/// Signs a session for whoever the credentials belong to, and keeps nothing.
///
/// # Errors
/// As for every check of credentials: [`Refusal::InvalidCredentials`], [`Refusal::Throttled`],
/// [`Refusal::Overloaded`], [`Refusal::Unavailable`].
pub async fn log_in(
    house: &House,
    visitor: &Visitor,
    credentials: &Credentials,
) -> Result<CookieValue, Refusal> {
    let stored = check_credentials(house, visitor, credentials).await?;
    let session = Session { user_id: stored.user.id, sandbox: visitor.home() };
    let signed = serializer(house)?.write(&session, house.clock.now()).map_err(|error| {
        tracing::error!(%error, "signing");
        Refusal::Unavailable
    })?;
    Ok(CookieValue::new(signed))
}

// #region logout
/// Does nothing: the browser is asked to forget its copy, and that is all.
///
/// Deliberate flaw, `session_lives_in_the_cookie` (claims T4, T11): the server has nothing to delete, so every other
/// copy works until it is too old. It is here so that a comparison with the other rooms shows what is missing: the body.
pub const fn log_out() {}
// #endregion logout

/// Returns whose cookie this is, as the database has them now.
///
/// # Errors
/// [`Refusal::Unauthorized`] for anything but a cookie of ours that is young enough; [`Refusal::Unavailable`].
pub async fn current_user(
    house: &House,
    lab: &Lab,
    visitor: &Visitor,
    cookie: &str,
) -> Result<User, Refusal> {
    let (session, signed_at): (Session, _) = serializer(house)?.read(cookie).ok_or(Refusal::Unauthorized)?;
    if !visitor.may_live_in(&session.sandbox) {
        return Err(Refusal::Unauthorized);
    }
    let short = lab.is_on(&session.sandbox, Defence::ShortLife).await?;
    let lifetime = if short { SHORT_LIFETIME } else { LIFETIME };
    // The last second counts, as it does for itsdangerous.
    if !(0..=lifetime).contains(&(house.clock.now() - signed_at)) {
        return Err(Refusal::Unauthorized);
    }
    house.store.find_user(session.user_id).await?.ok_or(Refusal::Unauthorized)
}

fn serializer(house: &House) -> Result<TimedSerializer, Refusal> {
    Ok(TimedSerializer::new(house.signing_key()?.derive(PURPOSE)))
}
