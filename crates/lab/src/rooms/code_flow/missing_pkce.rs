//! Deliberate flaw, `missing_pkce` (claim P4): a code is good for whoever brings it to the client.
//!
//! The client's secret does not help: the attacker brings the code to the *client*, in a sign-in of his own, and the client
//! redeems it for him (RFC 9700 §4.5). With PKCE a code belongs to the browser that asked for it (RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::{AuthorizationRequest, Defence, Grant, ResponseType};

// #region whose code it is
/// Whether a question names a challenge, if one is wanted.
pub(super) fn asks_rightly(request: &AuthorizationRequest, switched_on: &[Defence]) -> bool {
    !switched_on.contains(&Defence::Pkce)
        || request.response_type != ResponseType::Code
        || request.code_challenge.is_some()
}

/// Whether whoever brings the code knows what its asker knew.
pub(super) fn is_answered(grant: &Grant, code_verifier: Option<&str>, switched_on: &[Defence]) -> bool {
    if !switched_on.contains(&Defence::Pkce) {
        return true;
    }
    grant.code_challenge.as_deref().zip(code_verifier).is_some_and(|(asked, known)| asked == s256(known))
}
// #endregion whose code it is

/// The challenge that a verifier answers (RFC 7636 §4.6).
pub(super) fn s256(code_verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(code_verifier))
}
