//! Signing out: the browser forgets, and every copy of the tokens goes on working.

use gloo_net::http::Request;

use super::storage;
use crate::Refused;

/// Forgets the tokens.
///
/// Deliberate flaw, `logout_forgets_only_in_the_browser` (claim T4): the server is told, but there is nothing that it
/// could do, so its answer makes no difference.
///
/// # Errors
/// Never.
pub async fn log_out() -> Result<(), Refused> {
    storage::forget();
    let _ = Request::post("/api/jwt/logout").send().await;
    Ok(())
}
