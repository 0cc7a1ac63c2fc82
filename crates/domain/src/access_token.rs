//! What the token door hands out: the answer of a token endpoint (RFC 6749 §5.1) and the claims inside (RFC 7519 §4).
//!
//! Plain data: the browser reads it to show what anybody who holds a token can read.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Email, Role, SandboxId, UserId, UserName};

/// The `token_type` of RFC 6750.
pub const BEARER: &str = "Bearer";

/// The answer to a sign-in at the token door.
#[derive(Clone, Serialize, Deserialize)]
pub struct AccessTokenResponse {
    /// The JWT that opens the profile until it expires, whoever holds it.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds until `access_token` expires.
    pub expires_in: i64,
    /// The JWT that buys another pair.
    pub refresh_token: String,
}

impl fmt::Debug for AccessTokenResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessTokenResponse([redacted])")
    }
}

/// What a token may be used for: one that refreshes must never open a profile (ASVS 9.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TokenUse {
    /// Opens the profile.
    Access,
    /// Buys another pair.
    Refresh,
}

/// The claims of either token. The payload is signed, not encrypted: all of it is public to whoever holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessTokenClaims {
    /// Who issued it.
    pub iss: String,
    /// For whom it is meant.
    pub aud: String,
    /// The user's id, as text (RFC 7519 §4.1.2).
    pub sub: UserIdText,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// When it stops working, in seconds since 1970.
    pub exp: i64,
    /// Its own name, 128 random bits.
    pub jti: String,
    /// What it may be used for.
    pub token_use: TokenUse,
    /// The sandbox that the user lives in.
    pub sandbox: SandboxId,
    /// The name, as it was at sign-in.
    pub name: UserName,
    /// The e-mail address, as it was at sign-in.
    pub email: Email,
    /// The role, as it was at sign-in: a demotion is not seen until `exp` (claim T3).
    pub role: Role,
}

/// A [`UserId`] written as text, as the `sub` claim asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UserIdText(pub UserId);

impl TryFrom<String> for UserIdText {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(|id| Self(UserId(id)))
    }
}

impl From<UserIdText> for String {
    fn from(UserIdText(UserId(id)): UserIdText) -> Self {
        id.to_string()
    }
}
