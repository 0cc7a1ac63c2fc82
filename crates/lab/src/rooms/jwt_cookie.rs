//! The token door's access token, in a cookie that scripts cannot read: half of the trouble is gone, and half is not.
//!
//! The token is made and verified by the token door's own code, for an audience of its own: neither takes the other's.

use async_trait::async_trait;
use authn::local_storage_jwt::{ACCESS_TOKEN_LIFETIME, issue_for, verify_for};
use authn::{Credentials, House, StoreError, Visitor, check_credentials};
use domain::{AccessTokenClaims, Refusal, SandboxId, User};

use super::{CookieValue, SHORT_LIFETIME};
use crate::{Defence, Lab};

/// For whom this room's tokens are meant.
const AUDIENCE: &str = "two-doors/jwt-cookie";

/// The tokens that were given back before they expired (claim T6: the state that a JWT was to do without). The token room has a
/// list of its own, whose entries may be hashes of spellings: that is its flaw, and not to be this room's.
#[async_trait]
pub trait DeniedTokens: Send + Sync {
    /// Notes, at `now`, that the token by this `jti` counts no more; notes of tokens that have expired by now go.
    async fn deny_token(
        &self,
        sandbox: &SandboxId,
        jti: &str,
        expires_at: i64,
        now: i64,
    ) -> Result<(), StoreError>;

    /// Whether the token by this `jti` was given back.
    async fn is_token_denied(&self, sandbox: &SandboxId, jti: &str) -> Result<bool, StoreError>;
}

/// Signs a token for whoever the credentials belong to.
///
/// # Errors
/// As for every check of credentials: [`Refusal::InvalidCredentials`], [`Refusal::Throttled`],
/// [`Refusal::Overloaded`], [`Refusal::Unavailable`].
pub async fn log_in(
    house: &House,
    lab: &Lab,
    visitor: &Visitor,
    credentials: &Credentials,
) -> Result<CookieValue, Refusal> {
    let stored = check_credentials(house, visitor, credentials).await?;
    let sandbox = visitor.home();
    let short = lab.is_on(&sandbox, Defence::ShortLife).await?;
    let lifetime = if short { SHORT_LIFETIME } else { ACCESS_TOKEN_LIFETIME };
    Ok(CookieValue::new(issue_for(house, &stored.user, &sandbox, AUDIENCE, lifetime)?))
}

/// Gives a token back, if there is somewhere to give it back to.
///
/// Deliberate flaw, `jwt_in_a_cookie_cannot_be_taken_back` (claim T9): without the denylist the browser is asked to
/// forget its copy, and every other copy works until `exp`.
///
/// # Errors
/// [`Refusal::Unavailable`] if the denylist is on and cannot be written. A token that opens nothing is no error.
pub async fn log_out(house: &House, lab: &Lab, visitor: &Visitor, cookie: &str) -> Result<(), Refusal> {
    // #region logout
    let Ok(claims) = verify(house, visitor, cookie) else { return Ok(()) };
    if lab.is_on(&claims.sandbox, Defence::Denylist).await? {
        lab.store.deny_token(&claims.sandbox, &claims.jti, claims.exp, house.clock.now()).await?;
    }
    // #endregion logout
    Ok(())
}

/// Returns whose token this is, as they were when it was issued: like the token door, it asks no row about them.
///
/// # Errors
/// [`Refusal::Unauthorized`] for anything but an unexpired token of this room, or for one that is on the denylist while
/// that is on; [`Refusal::Unavailable`].
pub async fn current_user(
    house: &House,
    lab: &Lab,
    visitor: &Visitor,
    cookie: &str,
) -> Result<User, Refusal> {
    let claims = verify(house, visitor, cookie)?;
    if lab.is_on(&claims.sandbox, Defence::Denylist).await?
        && lab.store.is_token_denied(&claims.sandbox, &claims.jti).await?
    {
        return Err(Refusal::Unauthorized);
    }
    Ok(User { id: claims.sub.0, name: claims.name, email: claims.email, role: claims.role })
}

fn verify(house: &House, visitor: &Visitor, cookie: &str) -> Result<AccessTokenClaims, Refusal> {
    let claims = verify_for(house, cookie, AUDIENCE)?;
    if visitor.may_live_in(&claims.sandbox) { Ok(claims) } else { Err(Refusal::Unauthorized) }
}
