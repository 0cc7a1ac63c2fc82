//! Deliberate flaw, `missing_state` (claim P4): the client takes any answer, whoever had asked.
//!
//! An answer is an address, and a link can lead any browser to it: the victim's, with the attacker's own code in it, so that
//! she is signed in as him (RFC 6749 §10.12, RFC 9700 §4.7).

use super::{Attempt, Defence};

// #region whose answer it is
/// Whether an answer belongs to the attempt that this browser began.
pub(super) fn is_own(attempt: Option<&Attempt>, state: Option<&str>, switched_on: &[Defence]) -> bool {
    if !switched_on.contains(&Defence::State) {
        return true;
    }
    attempt.zip(state).is_some_and(|(attempt, state)| attempt.state == state)
}
// #endregion whose answer it is
