//! Buying another pair of tokens before the first has expired.

use domain::{AccessTokenResponse, Refusal, TokenUse};

use super::claims;
use crate::{House, Visitor};

// #region refresh
/// Issues a new pair to whoever holds a refresh token. The account is read again, so a role is fresh from here on.
///
/// Deliberate flaw, `refresh_token_can_be_reused` (claim T5): the server remembers no refresh token, so the old one
/// goes on working, and a thief's use of it looks like the owner's.
///
/// # Errors
/// [`Refusal::Unauthorized`] for anything but an unexpired refresh token of an account that is not disabled;
/// [`Refusal::Unavailable`].
pub async fn refresh(
    house: &House,
    visitor: &Visitor,
    refresh_token: &str,
) -> Result<AccessTokenResponse, Refusal> {
    let claims = claims::verify(house, refresh_token, TokenUse::Refresh)?;
    if !visitor.may_live_in(&claims.sandbox) {
        return Err(Refusal::Unauthorized);
    }
    let user = house.store.find_user(claims.sub.0).await?.ok_or(Refusal::Unauthorized)?;
    claims::issue(house, &user, &claims.sandbox)
}
// #endregion refresh
