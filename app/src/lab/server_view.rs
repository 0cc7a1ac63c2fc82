//! A look into the server: the rows that it keeps of this user.

use domain::Device;
#[cfg(feature = "ssr")]
use domain::Refusal;
use leptos::prelude::*;

use crate::Refused;

/// The session rows of whoever is signed in at the session door; none, if nobody is. Looking leaves no trace on the
/// wire view.
///
/// # Errors
/// As the house refuses.
#[server(prefix = "/fn/lab", endpoint = "server_view", input = server_fn::codec::GetUrl, output = crate::Json)]
pub async fn server_view() -> Result<Vec<Device>, Refused> {
    let (house, session, visitor) = crate::caller().await?;
    match authn::cookie_session::devices(&house, &session, &visitor).await {
        // To look is no attempt to get in, and the browser would complain about a refusal as about an error.
        Err(Refusal::Unauthorized) => Ok(Vec::new()),
        rows => Ok(rows?),
    }
}
