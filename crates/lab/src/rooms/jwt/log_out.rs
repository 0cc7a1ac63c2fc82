//! Signing out: a row that says no, if the room keeps such rows.

use authn::{House, Visitor};
use domain::Refusal;

use super::careless::FetchKeys;
use super::current_user::believed;
use super::{Defence, Room, denylist, denylist_by_hash};
use crate::Lab;

/// What a token is remembered by when it is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DenylistKey {
    /// Its name.
    Jti,
    /// The hash of its text, which is a flaw.
    Hash,
}

/// Takes a token back, and ends the family of its refresh token, while [`crate::Defence::Denylist`] is on.
///
/// Deliberate flaw, `logout_without_a_denylist` (claims T4, T6): while it is off nothing happens, as at the token door.
///
/// # Errors
/// [`Refusal::Unauthorized`] for a token that opens nothing anyway; [`Refusal::Unavailable`].
pub async fn log_out(
    lab: &Lab,
    house: &House,
    visitor: &Visitor,
    internet: &dyn FetchKeys,
    access_token: &str,
    key: DenylistKey,
) -> Result<(), Refusal> {
    let room = Room::enter(lab, house, visitor).await?;
    let claims = believed(&room, internet, access_token).await?;
    // #region logout with a denylist
    if room.is_on(Defence::Denylist) {
        let entry = match key {
            DenylistKey::Jti => denylist::entry(&claims),
            DenylistKey::Hash => denylist_by_hash::entry(access_token),
        };
        lab.store.deny(&room.sandbox, &entry, &claims.jti, claims.exp, house.clock.now()).await?;
    }
    // #endregion logout with a denylist
    Ok(())
}
