//! The provider's authorization endpoint: a question of the client's, and a code for an answer (RFC 6749 §4.1).

use authn::{Random, random_name};
use domain::{SandboxId, UserId};
use serde::Deserialize;

use super::{
    CLIENT_ID, CodeFlowRoom, Defence, Grant, KEPT, Refused, Registration, missing_pkce, prefix_redirect_uri,
    push,
};

/// How long a code is good for, in seconds: the most that RFC 6749 §4.1.2 recommends, for somebody may be reading along.
const CODE_LIFETIME: i64 = 10 * 60;

/// What the client asks for.
#[derive(Clone, Debug, Deserialize)]
pub struct AuthorizationRequest {
    /// A code, or the ID token at once.
    pub response_type: ResponseType,
    /// Who asks.
    pub client_id: String,
    /// Where the answer is to go.
    pub redirect_uri: String,
    /// What is to come back with it.
    pub state: Option<String>,
    /// What is to come back in the ID token.
    pub nonce: Option<String>,
    /// The hash of what only the asker knows (RFC 7636 §4.2; always by SHA-256).
    pub code_challenge: Option<String>,
}

/// What the browser carries back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseType {
    /// A code, in the query: it is worth something to the client's server alone.
    Code,
    /// The ID token itself, in the fragment (OpenID Connect Core 1.0 §3.2): the implicit flow.
    IdToken,
}

impl CodeFlowRoom {
    /// Whether a question can be answered.
    ///
    /// # Errors
    /// [`Refused::Client`], [`Refused::RedirectUri`], [`Refused::CodeChallenge`].
    pub fn check(
        registration: &Registration,
        request: &AuthorizationRequest,
        switched_on: &[Defence],
    ) -> Result<(), Refused> {
        if request.client_id != CLIENT_ID {
            return Err(Refused::Client);
        }
        if !prefix_redirect_uri::may_be_sent_to(registration, &request.redirect_uri, switched_on) {
            return Err(Refused::RedirectUri);
        }
        if !missing_pkce::asks_rightly(request, switched_on) {
            return Err(Refused::CodeChallenge);
        }
        Ok(())
    }

    /// A code for whoever is signed in at the provider.
    pub fn grant(
        &self,
        sandbox: &SandboxId,
        user: UserId,
        request: &AuthorizationRequest,
        random: &dyn Random,
        now: i64,
    ) -> String {
        let code = random_name(random);
        let grant = Grant {
            user,
            nonce: request.nonce.clone(),
            code_challenge: request.code_challenge.clone(),
            expires_at: now + CODE_LIFETIME,
        };
        self.0.with(sandbox, now, |kept| push(&mut kept.codes, KEPT, (code.clone(), grant)));
        code
    }
}
