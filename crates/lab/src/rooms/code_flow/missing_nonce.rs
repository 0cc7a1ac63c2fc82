//! Deliberate flaw, `missing_nonce` (claim P4): the client takes any ID token that is made for it, whichever sign-in it was
//! made for.
//!
//! A copy is as good as the original then, for as long as it lives, in whosever browser (OpenID Connect Core 1.0 §15.5.2).

use super::{Attempt, Defence, IdTokenClaims};

// #region which sign-in it is for
/// Whether an ID token was made for the attempt that this browser began.
pub(super) fn is_for(attempt: Option<&Attempt>, claims: &IdTokenClaims, switched_on: &[Defence]) -> bool {
    if !switched_on.contains(&Defence::Nonce) {
        return true;
    }
    attempt.zip(claims.nonce.as_ref()).is_some_and(|(attempt, nonce)| attempt.nonce == *nonce)
}
// #endregion which sign-in it is for
