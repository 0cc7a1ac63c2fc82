//! What a service is told. The payload is signed, not encrypted: nothing stands in it that the service need not know.

use domain::{SandboxId, UserIdText};
use serde::Serialize;

/// The type in the header: no other JWT of ours is taken for one of these (RFC 8725 §3.11).
pub const SERVICE_TOKEN_TYPE: &str = "service+jwt";

/// What a gateway tells the service that it calls for a user.
#[derive(Debug, Serialize)]
pub struct ServiceClaims {
    /// Who says so: the app's origin (RFC 7519 §4.1.1).
    pub iss: String,
    /// For which services it is meant (RFC 7519 §4.1.3): of the reference, exactly one.
    pub aud: Vec<String>,
    /// On whose behalf.
    pub sub: UserIdText,
    /// What it may be used for (RFC 8693 §4.2).
    pub scope: String,
    /// In which sandbox.
    pub sandbox: SandboxId,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// When it stops working, in seconds since 1970.
    pub exp: i64,
    /// Its own name, 128 random bits.
    pub jti: String,
}
