//! Ending all devices: every row of the user goes in one step, this device's too (claim T12).

use leptos::prelude::*;

use crate::Refused;

/// Ends every session of whoever is signed in. Returns how many there were.
///
/// # Errors
/// As the house refuses.
#[server(prefix = "/fn/session", endpoint = "end_all_devices", output = crate::Json)]
pub async fn end_all_devices() -> Result<u64, Refused> {
    let (house, session, visitor) = crate::caller().await?;
    let ended = authn::cookie_session::end_all_devices(&house, &session, &visitor).await?;
    crate::answer::send_form_to("/account?done=devices");
    Ok(ended)
}
