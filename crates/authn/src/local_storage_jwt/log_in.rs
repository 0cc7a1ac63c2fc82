//! Signing in: two signed texts for the browser, and nothing on the server.

use domain::{AccessTokenResponse, Refusal};

use super::claims;
use crate::credentials::check_credentials;
use crate::{Credentials, House, Visitor};

/// Issues a pair of tokens to whoever the credentials belong to.
///
/// # Errors
/// As for every check of credentials: [`Refusal::InvalidCredentials`], [`Refusal::Throttled`],
/// [`Refusal::Overloaded`], [`Refusal::Unavailable`].
pub async fn log_in(
    house: &House,
    visitor: &Visitor,
    credentials: &Credentials,
) -> Result<AccessTokenResponse, Refusal> {
    // #region only the password
    let stored = check_credentials(house, visitor, credentials).await?;
    claims::issue(house, &stored.user, &visitor.home())
    // #endregion only the password
}
