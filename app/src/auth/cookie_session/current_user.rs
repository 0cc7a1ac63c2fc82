//! Who is signed in: the browser attaches the cookie, the server reads the row.

use domain::User;
use leptos::prelude::*;

use crate::Refused;

/// The profile of whoever is signed in.
///
/// # Errors
/// As the house refuses: from the moment the row is gone.
#[server(prefix = "/fn/session", endpoint = "current_user", input = server_fn::codec::GetUrl, output = crate::Json)]
pub async fn current_user() -> Result<User, Refused> {
    let (house, session, visitor) = crate::caller().await?;
    Ok(authn::cookie_session::current_user(&house, &session, &visitor).await?)
}
