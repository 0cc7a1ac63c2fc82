//! Beginning a sandbox anew.

use leptos::prelude::*;

use crate::Refused;

/// Forgets everything in this browser's sandbox: accounts, sessions, the wall, switches, predictions and runs. Other sandboxes
/// are not touched. Whoever was signed in here no longer is.
///
/// # Errors
/// As the house refuses, and nothing is forgotten.
#[server(prefix = "/fn/lab", endpoint = "reset_sandbox", output = crate::Json)]
pub async fn reset_sandbox() -> Result<(), Refused> {
    let (house, _, visitor) = crate::caller().await?;
    let sandbox = visitor.home();
    super::playhouse()?.forget(&sandbox);
    authn::reset_sandbox(&house, &sandbox).await?;
    crate::answer::send_form_to("/experiments");
    Ok(())
}
