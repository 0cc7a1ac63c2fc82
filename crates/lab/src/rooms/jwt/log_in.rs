//! Signing in: an access token, and the first refresh token of a family.

use authn::{Credentials, House, Visitor, check_credentials, random_name};
use domain::{AccessTokenResponse, BEARER, Refusal, User};

use super::refresh_token::{Family, NewRefreshToken};
use super::{Algorithm, Defence, Room, claims};
use crate::Lab;

/// Issues a pair of tokens to whoever the credentials belong to. `algorithm` signs the first, unless
/// [`crate::Defence::PinnedAlgorithm`] says that there is only one.
///
/// # Errors
/// As for every check of credentials: [`Refusal::InvalidCredentials`], [`Refusal::Throttled`],
/// [`Refusal::Overloaded`], [`Refusal::Unavailable`].
pub async fn log_in(
    lab: &Lab,
    house: &House,
    visitor: &Visitor,
    credentials: &Credentials,
    algorithm: Algorithm,
) -> Result<AccessTokenResponse, Refusal> {
    let user = check_credentials(house, visitor, credentials).await?.user;
    let room = Room::enter(lab, house, visitor).await?;
    let jti = random_name(&*house.random);
    let (text, refresh_token) = NewRefreshToken::make(house, &jti);
    let family = Family::new(&*house.random);
    lab.store.begin_family(&room.sandbox, user.id, &family, &refresh_token, house.clock.now()).await?;
    let algorithm = if room.is_on(Defence::PinnedAlgorithm) { Algorithm::Hs256 } else { algorithm };
    answer(&room, &user, jti, algorithm, text).await
}

pub(super) async fn answer(
    room: &Room<'_>,
    user: &User,
    jti: String,
    algorithm: Algorithm,
    refresh_token: String,
) -> Result<AccessTokenResponse, Refusal> {
    Ok(AccessTokenResponse {
        access_token: claims::issue(room, user, jti, algorithm).await?,
        token_type: BEARER.to_owned(),
        expires_in: claims::lifetime(room),
        refresh_token,
    })
}
