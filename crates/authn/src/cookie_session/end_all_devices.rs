//! Ending all devices: what a user does who has lost one (claim T12).

use domain::Refusal;

use super::{Session, sign_in};
use crate::{Ending, House, Visitor};

/// Ends every session of whoever is signed in, this one too. Returns how many there were.
///
/// # Errors
/// [`Refusal::Unauthorized`] or [`Refusal::Unavailable`].
// #region end all devices
pub async fn end_all_devices(house: &House, session: &Session, visitor: &Visitor) -> Result<u64, Refusal> {
    let (_, row) = sign_in::read(house, session, visitor).await?;
    let ended = house.sessions.end_all_sessions(row.user.id).await?;
    sign_in::end(session).await?;
    house.journal.session_expired(Some(row.user.id), Ending::AllDevicesEnded, ended);
    Ok(ended)
}
// #endregion end all devices
