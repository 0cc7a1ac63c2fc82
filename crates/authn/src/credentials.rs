//! Checking an e-mail address and a password: the one piece of a sign-in that both doors share, line for line, and the
//! lab's rooms with them.
//!
//! An unknown address, a wrong password, a disabled account and one without a password are one answer, after the same
//! work (ASVS 6.3.8).

use domain::{Email, Password, Refusal, SandboxId};

use crate::{Attempts, House, PasswordHash, StoredCredentials, ThrottleKey, Visitor, device_cookie};

/// What somebody signs in with.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The address, parsed.
    pub email: Email,
    /// The password, as typed.
    pub password: Password,
}

impl Credentials {
    /// Takes what somebody typed.
    ///
    /// # Errors
    /// [`Refusal::InvalidCredentials`] for an address that no account can have: the same as for one that none has.
    pub fn parse(email: &str, password: Password) -> Result<Self, Refusal> {
        let email = email.parse().map_err(|_| Refusal::InvalidCredentials)?;
        Ok(Self { email, password })
    }
}

/// Returns the account that the credentials open. What a sign-in makes of that is the caller's business.
///
/// # Errors
/// [`Refusal::InvalidCredentials`], [`Refusal::Throttled`] after too many of those, [`Refusal::Overloaded`] or
/// [`Refusal::Unavailable`].
pub async fn check_credentials(
    house: &House,
    visitor: &Visitor,
    credentials: &Credentials,
) -> Result<StoredCredentials, Refusal> {
    let sandbox = visitor.home();
    let keys = throttle_keys(house, visitor, &sandbox, &credentials.email).await?;

    // Once before the queue, so that a refusal costs no turn, and once inside it, so that guesses sent side by
    // side do not all slip through before the first of them is noted.
    refuse_while_throttled(house, &keys).await?;
    let turn = house.passwords.turn().await?;
    let noted = refuse_while_throttled(house, &keys).await?;

    let stored = house.store.find_credentials(&sandbox, &credentials.email).await?;
    let hash = stored.as_ref().and_then(|stored| stored.password_hash.as_ref());
    let matches = turn.verify(&credentials.password, hash).await?;

    let Some(stored) = stored.filter(|stored| matches && !stored.disabled) else {
        house.throttles.note_failure(&keys, house.clock.now()).await?;
        tracing::info!(event = "authn_login_fail", email = ?credentials.email, address = %visitor.address);
        return Err(Refusal::InvalidCredentials);
    };
    // A right password clears the slate that it was an attempt at. An address keeps its own: a thief could wash it with
    // one account.
    if noted.first().is_some_and(|attempts| attempts.failures > 0) {
        house.throttles.forget_failures(&keys[0]).await?;
    }
    if stored.password_hash.as_ref().is_some_and(PasswordHash::is_outdated) {
        let hash = turn.hash(credentials.password.expose().as_bytes()).await?;
        house.store.upgrade_hash(stored.user.id, &hash, stored.password_version).await?;
    }
    tracing::info!(event = "authn_login_success", user = stored.user.id.0, address = %visitor.address);
    Ok(stored)
}

// #region throttle
/// What this attempt is counted under, whom it is an attempt at first. A known device has a count of its own, and
/// strangers, who share the other two, cannot touch it.
async fn throttle_keys(
    house: &House,
    visitor: &Visitor,
    sandbox: &SandboxId,
    email: &Email,
) -> Result<Vec<ThrottleKey>, Refusal> {
    Ok(match device_cookie::recognise(house, visitor, sandbox, email).await? {
        Some(device) => vec![ThrottleKey::KnownDevice(sandbox.clone(), device)],
        None => vec![
            ThrottleKey::Account(sandbox.clone(), email.clone()),
            ThrottleKey::Address(sandbox.clone(), visitor.address),
        ],
    })
}

/// Returns what is noted under each key, if none of them says to wait.
pub(crate) async fn refuse_while_throttled(
    house: &House,
    keys: &[ThrottleKey],
) -> Result<Vec<Attempts>, Refusal> {
    let now = house.clock.now();
    let noted = house.throttles.attempts(keys).await?;
    for (key, attempts) in keys.iter().zip(&noted) {
        let retry_after = attempts.wait(now, key.free_failures());
        if retry_after > 0 {
            tracing::warn!(event = "authn_login_throttled", key = ?key, retry_after);
            return Err(Refusal::Throttled { retry_after });
        }
    }
    Ok(noted)
}
// #endregion throttle
