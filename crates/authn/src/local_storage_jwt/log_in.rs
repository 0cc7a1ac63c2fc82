//! Signing in: two signed texts for the browser, and nothing on the server.

use domain::{AccessTokenResponse, Refusal, UserId};

use super::claims;
use crate::credentials::check_credentials;
use crate::{Credentials, House, Outcome, Visitor, WayIn};

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
    let signed_in = check_and_issue(house, visitor, credentials).await;
    let outcome = signed_in.as_ref().map(|(user, _)| *user).map_err(|refusal| Outcome::from(*refusal));
    house.journal.sign_in(WayIn::LocalStorageJwt, outcome);
    signed_in.map(|(_, tokens)| tokens)
}

async fn check_and_issue(
    house: &House,
    visitor: &Visitor,
    credentials: &Credentials,
) -> Result<(UserId, AccessTokenResponse), Refusal> {
    // #region only the password
    let stored = check_credentials(house, visitor, credentials).await?;
    let tokens = claims::issue(house, &stored.user, &visitor.home())?;
    // #endregion only the password
    Ok((stored.user.id, tokens))
}
