//! The ID token that a client shows to say which session it means.

use openidconnect::core::{CoreIdTokenVerifier, CoreJwsSigningAlgorithm};
use openidconnect::{ClientId, Nonce};

use crate::Provider;
use crate::realm::Realm;
use crate::token::ProviderIdToken;

/// What an ID token of ours names.
pub(super) struct Hint {
    /// Whom it was made for.
    pub(super) client_id: String,
    /// The session.
    pub(super) sid: String,
}

/// Reads an ID token that this realm signed. It may have expired: a session outlives its ID token by hours, and the
/// standard says to take it all the same (RP-Initiated Logout 1.0 §2).
pub(super) fn read(provider: &Provider, realm: &Realm, hint: &str) -> Option<Hint> {
    let id_token: ProviderIdToken = hint.parse().ok()?;
    let verified = provider.clients.iter().find_map(|client| {
        let keys = provider.keys.published(provider.clock.now());
        let verifier =
            CoreIdTokenVerifier::new_public_client(ClientId::new(client.id.clone()), realm.issuer(), keys)
                .set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256])
                .set_time_fn(chrono::DateTime::default);
        let any_nonce = |_: Option<&Nonce>| Ok(());
        let claims = id_token.claims(&verifier, any_nonce).ok()?;
        Some(Hint { client_id: client.id.clone(), sid: claims.additional_claims().sid.clone() })
    });
    if verified.is_none() {
        tracing::warn!(event = "id_token_hint_refused", realm = %realm.name);
    }
    verified
}
