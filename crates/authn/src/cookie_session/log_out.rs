//! Signing out: the row goes, and with it every copy of the cookie.

use domain::Refusal;

use super::{Session, sign_in};
use crate::{Ending, House, Visitor};

// #region logout
/// Ends the session of this device.
///
/// # Errors
/// [`Refusal::Unauthorized`] if nobody is signed in; [`Refusal::Unavailable`], and the session lives on.
pub async fn log_out(house: &House, session: &Session, visitor: &Visitor) -> Result<(), Refusal> {
    let (_, row) = sign_in::read(house, session, visitor).await?;
    sign_in::end(session).await?;
    house.journal.session_expired(Some(row.user.id), Ending::Logout, 1);
    Ok(())
}
// #endregion logout
