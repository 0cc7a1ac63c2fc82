//! Signing in: a row on the server, and an id for the cookie.

use domain::{Refusal, User};

use super::{Session, sign_in};
use crate::credentials::check_credentials;
use crate::{Credentials, House, Visitor};

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
    // #region only the password
    let stored = check_credentials(house, visitor, credentials).await?;
    sign_in::begin(house, session, visitor, stored.user.clone(), stored.password_version, None).await?;
    // #endregion only the password
    Ok(stored.user)
}
