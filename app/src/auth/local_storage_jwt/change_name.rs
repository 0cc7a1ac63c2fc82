//! Changing the name: the row is changed, and the stored token goes on saying the old one.

use domain::{BEARER, Refusal, User};
use gloo_net::http::Request;
use serde::Serialize;

use super::storage;
use crate::{Refused, json};

#[derive(Serialize)]
struct ChangeName {
    name: String,
}

/// Sets another name for whoever the stored token was issued to. The profile shows it after the next refresh (claim T3).
///
/// # Errors
/// As the house refuses.
pub async fn change_name(name: String) -> Result<User, Refused> {
    let access_token = storage::access_token().ok_or(Refusal::Unauthorized)?;
    let request = Request::put("/api/jwt/name").header("Authorization", &format!("{BEARER} {access_token}"));
    let request = request.json(&ChangeName { name }).map_err(|_| Refusal::Malformed)?;
    json::read_answer(request.send().await).await
}
