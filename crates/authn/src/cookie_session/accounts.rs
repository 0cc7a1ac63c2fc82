//! What only an admin may see: decided by the role that the row has now.

use domain::{Refusal, Role, User};

use super::{Session, current_user};
use crate::accounts::MOST_LISTED;
use crate::{House, Visitor};

/// Lists the accounts of the admin's sandbox, at most 100 of them.
///
/// The role was read a moment ago, together with the session: a demotion counts from the very next request.
///
/// # Errors
/// [`Refusal::Forbidden`] for whoever is no admin, [`Refusal::Unauthorized`] or [`Refusal::Unavailable`].
// #region who is an admin
pub async fn accounts(house: &House, session: &Session, visitor: &Visitor) -> Result<Vec<User>, Refusal> {
    let row = current_user::read(house, session, visitor).await?;
    if row.user.role != Role::Admin {
        tracing::error!(event = "authz_fail", user = row.user.id.0, resource = "accounts");
        return Err(Refusal::Forbidden);
    }
    Ok(house.store.accounts(&row.sandbox, MOST_LISTED).await?)
}
// #endregion who is an admin
