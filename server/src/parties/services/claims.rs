//! What the services read in a token. What else stands there is nobody's business here.

use domain::SandboxId;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Claims of one use, which the token's type names (RFC 8725 §3.11).
pub(super) trait Claims: DeserializeOwned {
    /// The `typ` in the header.
    const TYPE: &'static str;

    /// When it was issued, and when it stops working, in seconds since 1970.
    fn life(&self) -> (i64, i64);
}

/// What a gateway says of the request that it sends.
#[derive(Debug, Deserialize)]
pub(super) struct GatewayClaims {
    pub(super) sub: String,
    pub(super) scope: String,
    pub(super) sandbox: SandboxId,
    iat: i64,
    exp: i64,
}

impl Claims for GatewayClaims {
    const TYPE: &'static str = "service+jwt";

    fn life(&self) -> (i64, i64) {
        (self.iat, self.exp)
    }
}

/// Which request a link is for, and until when. Nobody's name is in it.
#[derive(Debug, Deserialize)]
pub(super) struct FileLinkClaims {
    pub(super) htm: String,
    pub(super) htu: String,
    pub(super) jti: String,
    iat: i64,
    exp: i64,
}

impl Claims for FileLinkClaims {
    const TYPE: &'static str = "file-link+jwt";

    fn life(&self) -> (i64, i64) {
        (self.iat, self.exp)
    }
}

impl GatewayClaims {
    /// Whether the token may be used for this (RFC 6749 §3.3: words, separated by spaces).
    pub(super) fn allow(&self, scope: &str) -> bool {
        self.scope.split(' ').any(|one| one == scope)
    }
}
