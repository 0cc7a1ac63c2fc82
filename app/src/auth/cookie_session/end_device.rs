//! Ending one device: its row goes, wherever its cookie is (claim T12).

use domain::DeviceId;
use leptos::prelude::*;

use crate::Refused;

/// Ends one session of whoever is signed in.
///
/// # Errors
/// As the house refuses.
#[server(prefix = "/fn/session", endpoint = "end_device", output = crate::Json)]
pub async fn end_device(
    /// Which one.
    device: DeviceId,
) -> Result<(), Refused> {
    let (house, session, visitor) = crate::caller().await?;
    authn::cookie_session::end_device(&house, &session, &visitor, &device).await?;
    crate::answer::send_form_to("/account?done=device");
    Ok(())
}
