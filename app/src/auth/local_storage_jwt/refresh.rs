//! Buying another pair of tokens before, or after, the first has expired. The session door needs no such verb: the
//! server moves the row's expiry whenever it hears of the device.

use domain::{AccessTokenResponse, Refusal, User};
use serde::Serialize;

use super::{current_user, storage};
use crate::{Refused, json};

#[derive(Serialize)]
struct Refresh {
    refresh_token: String,
}

/// Trades the stored refresh token for another pair.
///
/// # Errors
/// As the house refuses.
pub async fn refresh() -> Result<User, Refused> {
    let refresh_token = storage::refresh_token().ok_or(Refusal::Unauthorized)?;
    let pair: AccessTokenResponse = json::post("/api/jwt/refresh", &Refresh { refresh_token }).await?;
    storage::keep(&pair);
    current_user().await
}
