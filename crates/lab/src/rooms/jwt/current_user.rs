//! Who is signed in: whatever the token says, if the verifier that is on duty believes it.

use authn::{House, Visitor};
use domain::{AccessTokenClaims, Refusal, User};

use super::careless::FetchKeys;
use super::hs256_key::Hs256Key;
use super::{Defence, Room, careful, careless, claims, denylist, denylist_by_hash};
use crate::Lab;

/// Returns whose access token this is, as they were when it was issued.
///
/// Deliberate flaw, `claims_outlive_the_truth` (claims T2, T3), as at the token door: no account is read.
///
/// # Errors
/// [`Refusal::Unauthorized`] for one that the verifier does not believe, that has expired, or that was given back while
/// [`crate::Defence::Denylist`] is on; [`Refusal::Unavailable`].
pub async fn current_user(
    lab: &Lab,
    house: &House,
    visitor: &Visitor,
    internet: &dyn FetchKeys,
    access_token: &str,
) -> Result<User, Refusal> {
    let room = Room::enter(lab, house, visitor).await?;
    let claims = believed(&room, internet, access_token).await?;
    Ok(User { id: claims.sub.0, name: claims.name, email: claims.email, role: claims.role })
}

/// The claims of a token that is good here and now.
pub(super) async fn believed(
    room: &Room<'_>,
    internet: &dyn FetchKeys,
    access_token: &str,
) -> Result<AccessTokenClaims, Refusal> {
    let claims = if room.is_on(Defence::PinnedAlgorithm) {
        careful::verify(&Hs256Key::of(room)?, access_token)
    } else {
        careless::verify(room, internet, access_token).await?
    };
    let claims = claims.filter(|claims| claims::are_good(claims, room)).ok_or(Refusal::Unauthorized)?;
    // #region look-up
    if room.is_on(Defence::Denylist) {
        // One look-up a request, which is what a token was meant to save (claim T6).
        let entries = [denylist::entry(&claims), denylist_by_hash::entry(access_token)];
        if room.lab.store.is_denied(&room.sandbox, &entries).await? {
            return Err(Refusal::Unauthorized);
        }
    }
    // #endregion look-up
    Ok(claims)
}
