//! Sweeping out what has run out: nothing that is deleted here meant anything any more.

use crate::{Ending, House, StoreError};

/// Deletes at most `limit` rows of one kind: of expired sessions, then of devices that are no longer known, of failures that are
/// forgiven, and of sign-ins through a provider that nobody finished. One kind at a time, so that a batch is one statement that
/// deletes, and whoever waits for it waits briefly. Returns how many there were: 0 once nothing of any kind is left.
///
/// # Errors
/// [`StoreError`] if the database did not do it; the next sweep will.
pub async fn sweep(house: &House, limit: u32) -> Result<u64, StoreError> {
    let now = house.clock.now();
    let sessions = house.sessions.sweep_sessions(now, limit).await?;
    house.journal.session_expired(None, Ending::Timeout, sessions);
    if sessions > 0 {
        return Ok(sessions);
    }
    let devices = house.store.sweep_devices(now, limit).await?;
    if devices > 0 {
        return Ok(devices);
    }
    let failures = house.throttles.sweep_failures(now, limit).await?;
    if failures > 0 {
        return Ok(failures);
    }
    house.store.sweep_attempts(now, limit).await
}
