//! Ending one device: there is no row to delete, wherever the token is (claim T12).

use domain::DeviceId;

use crate::Refused;

/// Cannot be done.
///
/// # Errors
/// Always [`Refused::NothingKept`].
#[expect(clippy::unused_async, reason = "the twin of cookie_session::end_device")]
pub async fn end_device(_device: DeviceId) -> Result<(), Refused> {
    Err(Refused::NothingKept)
}
