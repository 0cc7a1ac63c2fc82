//! Taking everything off the wall.

use leptos::prelude::*;

use crate::Refused;

/// Clears the wall of this browser's sandbox.
///
/// # Errors
/// As the house refuses.
#[server(prefix = "/fn/lab", endpoint = "clear_wall", output = crate::Json)]
pub async fn clear_wall() -> Result<(), Refused> {
    let (lab, sandbox) = super::caller().await?;
    lab.store.clear_wall(&sandbox).await.map_err(domain::Refusal::from)?;
    crate::answer::send_form_to("/wall");
    Ok(())
}
