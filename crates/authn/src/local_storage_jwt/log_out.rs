//! Signing out: a polite fiction.

use domain::Refusal;

// #region logout
/// Does nothing, for there is nothing here to end.
///
/// Deliberate flaw, `logout_forgets_only_in_the_browser` (claim T4): every copy of the token works until `exp`.
///
/// # Errors
/// Never. The twin's signature is kept so that a diff of the two shows what is missing: the body.
pub async fn log_out() -> Result<(), Refusal> {
    Ok(())
}
// #endregion logout
