//! A sandbox of one's own: other accounts, sessions and failed attempts than everybody else's.

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
    crate::answer::append_header(http::header::SET_COOKIE, super::set_lab_cookie(&sandbox));
    Ok(())
}
