//! Changing the name: the row is the truth, and whoever asks next is told.

use domain::{Refusal, User, UserName};

use super::{Session, current_user};
use crate::{House, Visitor};

/// Sets another name for whoever is signed in. Returns the account as it is now, which is what every session of theirs
/// says from here on.
///
/// # Errors
/// [`Refusal::Unauthorized`] or [`Refusal::Unavailable`].
pub async fn change_name(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    name: &UserName,
) -> Result<User, Refusal> {
    let user = current_user(house, session, visitor).await?;
    let user = house.store.change_name(user.id, name).await?.ok_or(Refusal::Unauthorized)?;
    tracing::info!(event = "user_updated", user = user.id.0, attributes = "name");
    Ok(user)
}
