//! Tidying up where sessions or failed attempts are kept apart from the accounts, after a change of those has ended them.
//!
//! Nothing depends on it: what is left opens nothing, and goes by itself within half an hour. So whoever cannot tidy up says so in the log,
//! and the change stands.

use domain::{SandboxId, UserId};

use crate::{House, StoreError};

/// Deletes the sessions that a change of the user's account has ended.
pub(crate) async fn sessions(house: &House, user: UserId) {
    report(house.sessions.tidy_sessions(user).await);
}

/// Forgets the failed attempts of a sandbox that began anew.
pub(crate) async fn throttles(house: &House, sandbox: &SandboxId) {
    report(house.throttles.forget_sandbox(sandbox).await);
}

fn report(tidied: Result<(), StoreError>) {
    if let Err(error) = tidied {
        tracing::warn!(%error, "not tidied up");
    }
}
