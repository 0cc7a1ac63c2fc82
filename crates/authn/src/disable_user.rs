//! Taking an account out of use: whoever is signed in to it no longer is.

use domain::{Refusal, UserId};

use crate::cookie_session::alive;
use crate::{Ending, House, tidy};

/// Disables an account, and every session of its user ends in the same step (ASVS 7.4.2). The token door's tokens live on until they expire.
///
/// # Errors
/// [`Refusal::Unavailable`], and the account is as it was.
pub async fn disable_user(house: &House, user: UserId) -> Result<(), Refusal> {
    let ended = alive(house, user).await?;
    house.store.disable_user(user, house.clock.now()).await?;
    tracing::info!(event = "user_archived", user = user.0);
    house.journal.session_expired(Some(user), Ending::AccountDisabled, ended);
    tidy::sessions(house, user).await;
    Ok(())
}
