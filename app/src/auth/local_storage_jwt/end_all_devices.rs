//! Ending all devices: the server has no list of them, and no say over them (claim T12).

use crate::Refused;

/// Cannot be done.
///
/// # Errors
/// Always [`Refused::NothingKept`].
#[expect(clippy::unused_async, reason = "the twin of cookie_session::end_all_devices")]
pub async fn end_all_devices() -> Result<u64, Refused> {
    Err(Refused::NothingKept)
}
