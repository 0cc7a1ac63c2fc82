//! Changing the name: the row is changed, and the token goes on saying the old one.

use domain::{Refusal, User, UserName};

use super::current_user;
use crate::{House, Visitor};

/// Sets another name for whoever the token was issued to. Returns the account as it is now.
///
/// Deliberate flaw, `claims_outlive_the_truth` (claim T3): the profile at this door is what the token says, so it shows
/// the old name until the token is refreshed. Only this answer comes from the row, since it is being written.
///
/// # Errors
/// [`Refusal::Unauthorized`], for an account that was disabled too: a write finds no row of it. [`Refusal::Unavailable`].
pub async fn change_name(
    house: &House,
    visitor: &Visitor,
    access_token: &str,
    name: &UserName,
) -> Result<User, Refusal> {
    let user = current_user(house, visitor, access_token)?;
    let user = house.store.change_name(user.id, name).await?.ok_or(Refusal::Unauthorized)?;
    tracing::info!(event = "user_updated", user = user.id.0, attributes = "name");
    Ok(user)
}
