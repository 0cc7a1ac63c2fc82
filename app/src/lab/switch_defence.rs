//! Switching a defence of the vulnerable rooms. The doors have no switches.

use leptos::prelude::*;

use crate::Refused;

/// Switches a defence of this browser's sandbox on or off.
///
/// # Errors
/// If there is no such defence, or as the house refuses.
#[server(prefix = "/fn/lab", endpoint = "switch_defence", output = crate::Json)]
pub async fn switch_defence(
    /// Which one, by its slug.
    defence: String,
    /// Whether it shall be on.
    on: bool,
) -> Result<(), Refused> {
    let (lab, sandbox) = super::caller().await?;
    let defence = defence.parse().map_err(|_| domain::Refusal::Malformed)?;
    lab.store.switch_defence(&sandbox, defence, on).await.map_err(domain::Refusal::from)?;
    crate::answer::send_form_to("/wall");
    Ok(())
}
