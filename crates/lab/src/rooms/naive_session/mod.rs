//! A row on the server for each session, as at the session door, but under an id that the browser chose.
//!
//! Whoever makes a browser carry an id of their own choosing knows the id that its user will be signed in under
//! (session fixation, CWE-384). Only a hash of the id is kept, and logout deletes the row.

mod session_id;

use async_trait::async_trait;
use authn::{
    Credentials, House, Random, StoreError, StoredCredentials, Visitor, check_credentials, random_name,
};
use domain::{Refusal, SandboxId, User};

use super::CookieValue;
use crate::{Defence, Lab};

pub use session_id::{InvalidSessionId, SessionId, SessionIdHash};

/// A session is over this many seconds after it began, however busy it is: the shorter of the session door's timeouts,
/// as one that nothing puts off.
pub const LIFETIME: i64 = authn::cookie_session::IDLE_TIMEOUT;
/// Rows without a user that a sandbox keeps: anybody can make them, by reading.
const KEPT_UNUSED: u32 = 100;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NaiveSession {
    /// Where it was begun.
    pub sandbox: SandboxId,
    /// Who is signed in, if the account is not disabled and its password still the same.
    pub user: Option<User>,
}

/// The rows. One that has expired is none, and goes when another is added.
#[async_trait]
pub trait NaiveSessions: Send + Sync {
    /// The row of an id in a sandbox; without one, the newest anywhere, signed-in ones first.
    async fn naive_session(
        &self,
        id: &SessionIdHash,
        sandbox: Option<&SandboxId>,
        now: i64,
    ) -> Result<Option<NaiveSession>, StoreError>;

    /// Adds a row without a user at `now`, unless there is one; of more than `keep` such rows the oldest go.
    async fn add_unused_session(
        &self,
        id: &SessionIdHash,
        sandbox: &SandboxId,
        now: i64,
        keep: u32,
    ) -> Result<(), StoreError>;

    /// Puts a user into the row of an id at `now`, and adds the row if there is none, if the account is not disabled and
    /// its password still at the version that was checked. Returns whether it was.
    async fn sign_in_to_session(
        &self,
        id: &SessionIdHash,
        sandbox: &SandboxId,
        account: &StoredCredentials,
        now: i64,
    ) -> Result<bool, StoreError>;

    /// Deletes the row of an id in a sandbox.
    async fn end_naive_session(&self, id: &SessionIdHash, sandbox: &SandboxId) -> Result<(), StoreError>;
}

/// Signs in whoever the credentials belong to, under the id that the browser brought, or a new one if it brought none.
///
/// # Errors
/// As for every check of credentials: [`Refusal::InvalidCredentials`], [`Refusal::Throttled`],
/// [`Refusal::Overloaded`], [`Refusal::Unavailable`].
pub async fn log_in(
    house: &House,
    lab: &Lab,
    visitor: &Visitor,
    credentials: &Credentials,
    brought: Option<SessionId>,
) -> Result<CookieValue, Refusal> {
    let account = check_credentials(house, visitor, credentials).await?;
    let (sandbox, now) = (visitor.home(), house.clock.now());
    let id = if lab.is_on(&sandbox, Defence::FreshId).await? {
        if let Some(brought) = brought {
            lab.store.end_naive_session(&brought.hash(), &sandbox).await?;
        }
        fresh_id(&*house.random)
    } else {
        session_id_is_adopted(brought, &*house.random)
    };
    if !lab.store.sign_in_to_session(&id.hash(), &sandbox, &account, now).await? {
        return Err(Refusal::InvalidCredentials);
    }
    Ok(CookieValue::new(id.expose().to_owned()))
}

// #region the id that was brought
/// Deliberate flaw, `session_id_is_adopted` (CWE-384): the id does not change at the sign-in, so whoever knew it before
/// is signed in as well.
fn session_id_is_adopted(brought: Option<SessionId>, random: &dyn Random) -> SessionId {
    brought.unwrap_or_else(|| fresh_id(random))
}
// #endregion the id that was brought

/// Ends the session: its row goes, and with it every copy of the cookie.
///
/// # Errors
/// [`Refusal::Unavailable`], and the session lives on. An id without a row is no error.
pub async fn log_out(house: &House, lab: &Lab, visitor: &Visitor, id: &SessionId) -> Result<(), Refusal> {
    let row = lab.store.naive_session(&id.hash(), visitor.sandbox.as_ref(), house.clock.now()).await?;
    if let Some(row) = row {
        lab.store.end_naive_session(&id.hash(), &row.sandbox).await?;
    }
    Ok(())
}

/// Returns who is signed in under an id. Without [`Defence::FreshId`] an id that nobody has given out gets a row of its
/// own, which waits for somebody to sign in to it: `session_id_is_adopted`, once more.
///
/// # Errors
/// [`Refusal::Unauthorized`] if nobody is; [`Refusal::Unavailable`].
pub async fn current_user(
    house: &House,
    lab: &Lab,
    visitor: &Visitor,
    id: &SessionId,
) -> Result<User, Refusal> {
    let (hash, now) = (id.hash(), house.clock.now());
    let row = lab.store.naive_session(&hash, visitor.sandbox.as_ref(), now).await?;
    let home = visitor.home();
    if row.is_none() && !lab.is_on(&home, Defence::FreshId).await? {
        lab.store.add_unused_session(&hash, &home, now, KEPT_UNUSED).await?;
    }
    row.and_then(|row| row.user).ok_or(Refusal::Unauthorized)
}

/// 128 bits that nobody can guess.
fn fresh_id(random: &dyn Random) -> SessionId {
    random_name(random).parse().expect("URL-safe base64 may stand in a cookie")
}
