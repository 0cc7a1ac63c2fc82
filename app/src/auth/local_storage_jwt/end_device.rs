//! Ending one device: there is no row to delete, wherever the token is (claim T12).

use domain::DeviceId;

use crate::Refused;

/// Cannot be done.
///
/// # Errors
/// Always [`Refused::NothingKept`].
pub async fn end_device(_device: DeviceId) -> Result<(), Refused> {
    Err(Refused::NothingKept)
}
