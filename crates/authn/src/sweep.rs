//! Sweeping out what has run out: nothing that is deleted here meant anything any more.

use crate::{House, StoreError};

/// Deletes expired sessions, devices that are no longer known, failures that are forgiven, and sign-ins
/// through a provider that nobody finished: at most `limit` of each,
/// so that nobody waits for it. Returns how many there were in all.
///
/// # Errors
/// [`StoreError`] if the database did not do it; the next sweep will.
pub async fn sweep(house: &House, limit: u32) -> Result<u64, StoreError> {
    let now = house.clock.now();
    Ok(house.sessions.sweep_sessions(now, limit).await?
        + house.store.sweep_devices(now, limit).await?
        + house.throttles.sweep_failures(now, limit).await?
        + house.store.sweep_attempts(now, limit).await?)
}
