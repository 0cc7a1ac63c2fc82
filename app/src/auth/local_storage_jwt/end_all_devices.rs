//! Ending all devices: the server has no list of them, and no say over them (claim T12).

use crate::Refused;

/// Cannot be done.
///
/// # Errors
/// Always [`Refused::NothingKept`].
// #region end all devices
pub async fn end_all_devices() -> Result<u64, Refused> {
    Err(Refused::NothingKept)
}
// #endregion end all devices
