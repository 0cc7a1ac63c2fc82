//! Buying another pair of tokens, once for each refresh token (RFC 9700 §4.14.2).

use authn::{House, Visitor, random_name};
use domain::{AccessTokenResponse, Refusal};

use super::log_in::answer;
use super::refresh_token::{NewRefreshToken, RefreshTokenHash};
use super::{Algorithm, Room, Rotation};
use crate::Lab;

// #region refresh
/// Issues another pair, and uses the refresh token up. One that comes a second time was copied: whether by a thief or
/// from one cannot be told, so its whole family ends, and both have to sign in again.
///
/// # Errors
/// [`Refusal::Unauthorized`] for a refresh token that is unknown, expired, used up or revoked, or of an account that is
/// disabled; [`Refusal::Unavailable`].
pub async fn refresh(
    lab: &Lab,
    house: &House,
    visitor: &Visitor,
    refresh_token: &str,
) -> Result<AccessTokenResponse, Refusal> {
    let room = Room::enter(lab, house, visitor).await?;
    let jti = random_name(&*house.random);
    let (text, next) = NewRefreshToken::make(house, &jti);
    let presented = RefreshTokenHash::of(refresh_token);
    match lab.store.rotate(&room.sandbox, &presented, &next, house.clock.now()).await? {
        Rotation::Rotated(user) => {
            let user = house.store.find_user(user).await?.ok_or(Refusal::Unauthorized)?;
            answer(&room, &user, jti, Algorithm::Hs256, text).await
        }
        Rotation::Reused(user) => {
            tracing::error!(event = "authn_token_reuse", user = user.0);
            Err(Refusal::Unauthorized)
        }
        Rotation::Unknown => Err(Refusal::Unauthorized),
    }
}
// #endregion refresh
