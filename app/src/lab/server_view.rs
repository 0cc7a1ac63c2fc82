//! A look into the server: the rows that it keeps of this user.

use domain::Device;
use leptos::prelude::*;

use crate::Refused;

/// The session rows of whoever is signed in at the session door. Looking leaves no trace on the wire view.
///
/// # Errors
/// As the house refuses.
#[server(prefix = "/fn/lab", endpoint = "server_view", input = server_fn::codec::GetUrl)]
pub async fn server_view() -> Result<Vec<Device>, Refused> {
    let (house, session, visitor) = crate::caller().await?;
    Ok(authn::cookie_session::devices(&house, &session, &visitor).await?)
}
