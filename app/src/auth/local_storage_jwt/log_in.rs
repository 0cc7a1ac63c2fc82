//! Signing in: nothing on the server, and in the browser two tokens that every script can read.

use domain::{AccessTokenResponse, Password, User};
use serde::Serialize;

use super::{current_user, storage};
use crate::{Refused, json};

#[derive(Serialize)]
struct Credentials {
    email: String,
    password: Password,
}

/// Fetches a pair of tokens for whoever the credentials belong to, and stores them.
///
/// # Errors
/// As the house refuses.
pub async fn log_in(email: String, password: Password) -> Result<User, Refused> {
    let credentials = Credentials { email, password };
    let pair: AccessTokenResponse = json::post("/api/jwt/login", &credentials).await?;
    storage::keep(&pair);
    current_user().await
}
