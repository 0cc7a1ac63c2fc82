//! Signing out: the browser forgets, and every copy of the tokens goes on working.

use serde_json::{Value, json};

use super::{answer, storage};
use crate::Refused;

/// Forgets the tokens.
///
/// Deliberate flaw, `logout_forgets_only_in_the_browser` (claim T4): the server is told, and there is nothing that
/// it could do.
///
/// # Errors
/// As the house refuses; the tokens are forgotten all the same.
pub async fn log_out() -> Result<(), Refused> {
    storage::forget();
    answer::post::<Value>("/api/jwt/logout", &json!({})).await.map(drop)
}
