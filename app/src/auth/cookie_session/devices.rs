//! The devices: one row for each sign-in, so they can be shown (claim T10).

use domain::Device;
use leptos::prelude::*;

use crate::Refused;

/// The sessions of whoever is signed in, newest first.
///
/// # Errors
/// As the house refuses.
#[server(prefix = "/fn/session", endpoint = "devices", input = server_fn::codec::GetUrl, output = crate::Json)]
pub async fn devices() -> Result<Vec<Device>, Refused> {
    let (house, session, visitor) = crate::caller().await?;
    Ok(authn::cookie_session::devices(&house, &session, &visitor).await?)
}
