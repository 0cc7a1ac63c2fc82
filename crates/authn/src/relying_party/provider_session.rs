//! What a session that came through a provider remembers of it: enough to end with the provider's own, and to say how its user
//! proved who they are. No token is among it.

use serde::{Deserialize, Serialize};

use super::Identity;

/// The session at a provider that a session of ours came of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderSession {
    /// Who, at which provider.
    pub identity: Identity,
    /// What the provider calls its session. It opens nothing; a logout token will name it.
    pub sid: Option<String>,
    /// Whether the provider can be asked to end it (`OpenID` Connect RP-Initiated Logout 1.0).
    pub offers_logout: bool,
    /// How they proved it.
    pub authentication: Authentication,
}

/// How somebody proved to a provider who they are, as far as it says (`OpenID` Connect Core 1.0 §2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    /// When, in seconds since 1970. With single sign-on that may be long before they came here.
    pub auth_time: Option<i64>,
    /// By which methods (RFC 8176): `pwd`, `otp` …
    pub amr: Vec<String>,
    /// How well, by a scale that the provider chooses.
    pub acr: Option<String>,
}
