//! Signing in: a row on the server, and an id for the cookie.

use domain::{Refusal, User};

use super::{Session, sign_in};
use crate::credentials::check_credentials;
use crate::{Credentials, House, Outcome, Visitor, WayIn};

/// Begins a session for whoever the credentials belong to.
///
/// # Errors
/// As for every check of credentials: [`Refusal::InvalidCredentials`], [`Refusal::Throttled`],
/// [`Refusal::Overloaded`], [`Refusal::Unavailable`].
pub async fn log_in(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    credentials: &Credentials,
) -> Result<User, Refusal> {
    let signed_in = check_and_begin(house, session, visitor, credentials).await;
    let outcome = signed_in.as_ref().map(|user| user.id).map_err(|refusal| Outcome::from(*refusal));
    house.journal.sign_in(WayIn::CookieSession, outcome);
    signed_in
}

async fn check_and_begin(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    credentials: &Credentials,
) -> Result<User, Refusal> {
    // #region only the password
    let stored = check_credentials(house, visitor, credentials).await?;
    sign_in::begin(house, session, visitor, stored.user.clone(), stored.password_version, None).await?;
    // #endregion only the password
    Ok(stored.user)
}
