//! The password. An unknown address and a wrong password are one answer, after the same work (ASVS 6.3.8), and guesses
//! are slowed down for each account and each address (ASVS 6.3.1).

use std::net::IpAddr;

use authn::{Attempts, Journal, ThrottleKey};
use domain::{Email, Password, Refusal, UserId};

use crate::Provider;
use crate::realm::Realm;

/// Whoever knew the password. Not signed in yet: that is the next step's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerifiedUser {
    /// The account.
    pub(crate) id: i64,
    /// Of the credentials that were looked at.
    pub(crate) credentials_version: i64,
}

/// Returns whom the address and the password belong to.
///
/// # Errors
/// [`Refusal::InvalidCredentials`], [`Refusal::Throttled`] after too many of those, [`Refusal::Overloaded`] or
/// [`Refusal::Unavailable`].
pub(crate) async fn verify(
    provider: &Provider,
    realm: &Realm,
    address: IpAddr,
    email: &str,
    password: &Password,
) -> Result<VerifiedUser, Refusal> {
    let email: Email = email.parse().map_err(|invalid| {
        // What it was is not told: it may be a password, in the wrong field.
        tracing::warn!(event = "authn_login_fail", realm = %realm.name, reason = ?invalid);
        Refusal::InvalidCredentials
    })?;
    let keys = [
        ThrottleKey::Account(realm.name.clone(), email.clone()),
        ThrottleKey::Address(realm.name.clone(), address),
    ];
    // Once before the queue, so that a refusal costs no turn, and once inside it, so that guesses sent side by
    // side do not all slip through before the first of them is noted.
    refuse_while_throttled(provider, &keys).await?;
    let turn = provider.passwords.turn().await?;
    let noted = refuse_while_throttled(provider, &keys).await?;

    let stored = provider.database.find_user(&realm.name, &email).await?;
    let hash = stored.as_ref().map(|stored| &stored.password_hash);
    let matches = turn.verify(password, hash).await?;

    let known = stored.as_ref().map(|stored| UserId(stored.id));
    let Some(stored) = stored.filter(|_| matches) else {
        let now = provider.clock.now();
        provider.database.note_failure(&keys, now).await?;
        provider.journal.login_fail(&email, known);
        for (key, attempts) in keys.iter().zip(noted) {
            if attempts.and_one(now).failures == key.free_failures() {
                provider.journal.login_fail_max(key, key.free_failures());
            }
        }
        return Err(Refusal::InvalidCredentials);
    };
    // A right password clears the account's slate. An address keeps its own: a thief could wash it with one account.
    if let Some(attempts) = noted.first().filter(|attempts| attempts.failures > 0) {
        provider.database.forget_failures(&keys[0]).await?;
        Journal::success_after_fail(UserId(stored.id), attempts.failures);
    }
    Ok(VerifiedUser { id: stored.id, credentials_version: stored.credentials_version })
}

/// Returns what is noted under each key, if none of them says to wait.
pub(super) async fn refuse_while_throttled(
    provider: &Provider,
    keys: &[ThrottleKey],
) -> Result<Vec<Attempts>, Refusal> {
    let now = provider.clock.now();
    let noted = provider.database.attempts(keys).await?;
    for (key, attempts) in keys.iter().zip(&noted) {
        let retry_after = attempts.wait(now, key.free_failures());
        if retry_after > 0 {
            provider.journal.throttled(key, retry_after);
            return Err(Refusal::Throttled { retry_after });
        }
    }
    Ok(noted)
}
