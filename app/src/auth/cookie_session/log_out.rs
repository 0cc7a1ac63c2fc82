//! Signing out: the server deletes the row, and every copy of the cookie is worthless.

use leptos::prelude::*;

use crate::Refused;

/// Ends the session of this device.
///
/// # Errors
/// As the house refuses.
#[server(prefix = "/fn/session", endpoint = "log_out", output = crate::Json)]
pub async fn log_out() -> Result<(), Refused> {
    let (house, session, visitor) = crate::caller().await?;
    Ok(authn::cookie_session::log_out(&house, &session, &visitor).await?)
}
