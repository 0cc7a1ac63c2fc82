//! A sandbox of one's own: other accounts, sessions and failed attempts than everybody else's.

#[cfg(feature = "ssr")]
use domain::Refusal;
use leptos::prelude::*;

use crate::Refused;

/// Makes a sandbox and gives this browser the lab's cookie for it. Whoever was signed in here no longer is.
///
/// # Errors
/// As the house refuses.
#[server(prefix = "/fn/lab", endpoint = "create_sandbox", output = crate::Json)]
pub async fn create_sandbox() -> Result<(), Refused> {
    let (house, _, _) = crate::caller().await?;
    let sandbox = authn::create_sandbox(&house).await?;
    let cookie = format!("__Host-sandbox={sandbox}; Path=/; Secure; HttpOnly; SameSite=Lax");
    let cookie = cookie.parse().map_err(|_| Refusal::Unavailable)?;
    crate::answer::append_header(http::header::SET_COOKIE, cookie);
    Ok(())
}
