//! What only an admin may see: decided by the role that the token was given.

use domain::{Refusal, Role, User};

use super::current_user;
use crate::accounts::MOST_LISTED;
use crate::{House, Visitor};

/// Lists the accounts of the admin's sandbox, at most 100 of them.
///
/// Deliberate flaw, `claims_outlive_the_truth` (claim T3): whoever was an admin when the token was issued is one until
/// `exp`. The accounts are read from the database all the same; the row that would tell is not looked at.
///
/// # Errors
/// [`Refusal::Forbidden`] for whoever is no admin, [`Refusal::Unauthorized`] or [`Refusal::Unavailable`].
// #region who is an admin
pub async fn accounts(house: &House, visitor: &Visitor, access_token: &str) -> Result<Vec<User>, Refusal> {
    let claims = current_user::read(house, visitor, access_token)?;
    if claims.role != Role::Admin {
        tracing::error!(event = "authz_fail", user = claims.sub.0.0, resource = "accounts");
        return Err(Refusal::Forbidden);
    }
    Ok(house.store.accounts(&claims.sandbox, MOST_LISTED).await?)
}
// #endregion who is an admin
