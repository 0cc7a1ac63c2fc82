//! What the provider knows of its one client.

use domain::SandboxId;

/// What the client is called.
pub const CLIENT_ID: &str = "code-flow-client";

/// Below the client's origin, where the provider sends users back to.
const CALLBACK: &str = "/api/lab/rooms/code-flow/callback";
/// Below the same origin, the provider; each sandbox has an issuer of its own.
const PROVIDER: &str = "/api/lab/rooms/code-flow/provider";

/// The one client.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Where the client lives.
    pub origin: String,
    /// Where its users are to be sent back to.
    pub redirect_uri: String,
}

impl Registration {
    /// The client of an app at `origin`.
    #[must_use]
    pub fn at(origin: String) -> Self {
        let redirect_uri = format!("{origin}{CALLBACK}");
        Self { origin, redirect_uri }
    }

    /// What the provider calls itself towards a sandbox.
    #[must_use]
    pub fn issuer(&self, sandbox: &SandboxId) -> String {
        format!("{}{PROVIDER}/{sandbox}", self.origin)
    }
}
