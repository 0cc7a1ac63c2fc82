//! Changing the password: the tokens that were issued under the old one would not notice (claim T4).

use domain::Password;

use crate::Refused;

/// Cannot be done here: it would promise an end that no token comes to before its `exp`.
///
/// # Errors
/// Always [`Refused::NothingKept`].
pub async fn change_password(_current: Password, _new: Password) -> Result<(), Refused> {
    Err(Refused::NothingKept)
}
