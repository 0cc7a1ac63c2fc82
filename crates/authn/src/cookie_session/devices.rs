//! The user's devices: each sign-in is a row that can be shown (ASVS 7.5.2).

use domain::{Device, Refusal};

use super::{Session, sign_in};
use crate::{House, Visitor};

/// Lists the sessions of whoever is signed in, newest first, this one marked.
///
/// # Errors
/// [`Refusal::Unauthorized`] or [`Refusal::Unavailable`].
pub async fn devices(house: &House, session: &Session, visitor: &Visitor) -> Result<Vec<Device>, Refusal> {
    let (current, row) = sign_in::read(house, session, visitor).await?;
    let mut devices = house.sessions.devices(row.user.id, house.clock.now()).await?;
    for device in &mut devices {
        device.current = device.id == current;
    }
    Ok(devices)
}
