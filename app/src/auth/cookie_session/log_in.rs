//! Signing in: a row on the server, and in the browser a cookie that no script can read.

use domain::{Password, User};
use leptos::prelude::*;

use crate::Refused;

/// Begins a session for whoever the credentials belong to. The answer sets the cookie.
///
/// # Errors
/// As the house refuses.
#[server(prefix = "/fn/session", endpoint = "log_in", output = crate::Json)]
pub async fn log_in(
    /// Who.
    email: String,
    /// What proves it.
    password: Password,
) -> Result<User, Refused> {
    let (house, session, visitor) = crate::caller().await?;
    let credentials = authn::Credentials::parse(&email, password)?;
    Ok(authn::cookie_session::log_in(&house, &session, &visitor, &credentials).await?)
}
