//! Ending one device: the row goes, wherever the cookie is.

use domain::{DeviceId, Refusal};

use super::{Session, sign_in};
use crate::{Ending, House, Visitor};

/// Ends one session of whoever is signed in; ending this very one is signing out.
///
/// # Errors
/// [`Refusal::NotFound`] if it is over already or somebody else's, [`Refusal::Unauthorized`] or
/// [`Refusal::Unavailable`].
pub async fn end_device(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    device: &DeviceId,
) -> Result<(), Refusal> {
    let (current, row) = sign_in::read(house, session, visitor).await?;
    if *device == current {
        sign_in::end(session).await?;
    } else if !house.sessions.end_session(row.user.id, device).await? {
        return Err(Refusal::NotFound);
    }
    house.journal.session_expired(Some(row.user.id), Ending::DeviceEnded, 1);
    Ok(())
}
