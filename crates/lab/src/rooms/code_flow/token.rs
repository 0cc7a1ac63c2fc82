//! The provider's token endpoint: the client's server brings a code (RFC 6749 §4.1.3).

use domain::{SandboxId, UserId};
use serde::Deserialize;

use super::{CLIENT_ID, CodeFlowRoom, Defence, Refused, Registration, missing_pkce, prefix_redirect_uri};

/// What a code stands for.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Who was signed in.
    pub user: UserId,
    /// What the client wants back in the ID token.
    pub nonce: Option<String>,
    pub(super) code_challenge: Option<String>,
    pub(super) expires_at: i64,
}

/// What the client's server sends. A secret and a code are among it, so it cannot be printed.
#[derive(Deserialize)]
pub struct TokenRequest {
    grant_type: String,
    client_id: String,
    client_secret: String,
    code: String,
    redirect_uri: String,
    pub(super) code_verifier: Option<String>,
}

impl CodeFlowRoom {
    /// Redeems a code. Whatever comes of it, the code is used up.
    ///
    /// # Errors
    /// [`Refused`], if it buys nothing.
    pub fn redeem(
        &self,
        sandbox: &SandboxId,
        (registration, client_secret): (&Registration, &str),
        request: &TokenRequest,
        switched_on: &[Defence],
        now: i64,
    ) -> Result<Grant, Refused> {
        let own = request.client_id == CLIENT_ID && request.client_secret == client_secret;
        if !own || request.grant_type != "authorization_code" {
            return Err(Refused::Client);
        }
        let grant = self.0.with(sandbox, now, |kept| {
            let at = kept.codes.iter().position(|(code, _)| *code == request.code)?;
            kept.codes.remove(at).map(|(_, grant)| grant)
        });
        let grant = grant.filter(|grant| now < grant.expires_at).ok_or(Refused::Code)?;
        if !prefix_redirect_uri::may_be_sent_to(registration, &request.redirect_uri, switched_on) {
            return Err(Refused::RedirectUri);
        }
        if !missing_pkce::is_answered(&grant, request.code_verifier.as_deref(), switched_on) {
            return Err(Refused::CodeVerifier);
        }
        Ok(grant)
    }
}
