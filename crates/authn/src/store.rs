//! What a database must be able to do for the house. Each method is atomic: it happens whole or not at all.

use std::fmt::Debug;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{Device, DeviceId, Email, Refusal, Role, SandboxId, User, UserId, UserName};
use tower_sessions_core::SessionStore;

use crate::cookie_session::SignIn;
use crate::relying_party::{Identities, Identity, LoggedOut, SignInAttempts};
use crate::{Attempts, KnownDevice, PasswordHash, ThrottleKey};

/// The database did not do what it was asked. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It could not be reached, was full, was locked for too long or is read-only.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A row holds what no version of this program writes.
    #[error("the database holds an unreadable row: {0}")]
    Corrupt(String),
}

impl From<StoreError> for Refusal {
    /// The log gets the reason; the visitor learns only that nothing was changed.
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "store");
        Self::Unavailable
    }
}

/// Who there is, and all that is known of them: what stays. Sessions and failed attempts come and go, and may be kept
/// elsewhere ([`Sessions`], [`Throttles`]).
pub trait Store: Accounts + KnownDevices + Sandboxes + Identities + SignInAttempts + Debug {}
impl<T> Store for T where T: Accounts + KnownDevices + Sandboxes + Identities + SignInAttempts + Debug {}

/// An account that is about to exist.
#[derive(Debug)]
pub struct NewAccount<'a> {
    /// Where it lives.
    pub sandbox: &'a SandboxId,
    /// What its owner signs in with; one account each within a sandbox.
    pub email: &'a Email,
    /// What its owner wants to be called.
    pub name: &'a UserName,
    /// What its owner may do.
    pub role: Role,
    /// The password's hash.
    pub password_hash: &'a PasswordHash,
}

/// Somebody who lives in a sandbox from the start.
#[derive(Debug)]
pub struct Inhabitant<'a> {
    /// Their account.
    pub account: NewAccount<'a>,
    /// Who a provider says they are: another way in.
    pub identity: Option<Identity>,
}

/// What is needed to check a password, and the account it opens.
#[derive(Clone, Debug)]
pub struct StoredCredentials {
    /// The account.
    pub user: User,
    /// The hash to check against; none for an account that is only reached through a provider.
    pub password_hash: Option<PasswordHash>,
    /// Counts the changes of the password. A sign-in that began before one must not end after it.
    pub password_version: i64,
    /// A disabled account is one that nobody can sign in to.
    pub disabled: bool,
}

/// What is needed to sign somebody in whom a provider vouches for.
#[derive(Clone, Debug)]
pub struct StoredAccount {
    /// The account.
    pub user: User,
    /// Counts the changes of the password, as above.
    pub password_version: i64,
    /// A disabled account is one that nobody can sign in to.
    pub disabled: bool,
}

/// Whom a session belongs to, as the account is now: for an engine that keeps sessions apart from accounts.
#[derive(Clone, Debug)]
pub struct SessionOwner {
    /// The account.
    pub user: User,
    /// Where it lives.
    pub sandbox: SandboxId,
    /// Counts the changes of the password, as above: a session of another version is dead.
    pub password_version: i64,
}

/// The accounts.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Adds an account at `now` (seconds since 1970). Returns whether it did: an address that is taken changes nothing.
    async fn create_account(&self, account: NewAccount<'_>, now: i64) -> Result<bool, StoreError>;

    /// What is stored for an address in a sandbox.
    async fn find_credentials(
        &self,
        sandbox: &SandboxId,
        email: &Email,
    ) -> Result<Option<StoredCredentials>, StoreError>;

    /// An account that is not disabled.
    async fn find_user(&self, user: UserId) -> Result<Option<User>, StoreError>;

    /// The owner of a session, by an index. Nobody, if the account is disabled or gone: the number of one that is gone is
    /// never given to another.
    async fn session_owner(&self, user: UserId) -> Result<Option<SessionOwner>, StoreError>;

    /// What tells this house from every other: a random name, made together with its rows. What is kept of the house
    /// elsewhere is kept under it, so that a new database never meets the sessions of an old one.
    async fn house_id(&self) -> Result<String, StoreError>;

    /// The accounts of a sandbox by their addresses, at most `limit` of them; disabled ones too.
    async fn accounts(&self, sandbox: &SandboxId, limit: u32) -> Result<Vec<User>, StoreError>;

    /// Sets another name. Returns the account as it is then, or nothing for one that is disabled or does not exist.
    async fn change_name(&self, user: UserId, name: &UserName) -> Result<Option<User>, StoreError>;

    /// Sets another role. Returns whether there is such an account. Sessions stay: a session row says nothing of a role,
    /// which is read from the account with each request, so the very next one is judged by the new one.
    async fn set_role(&self, user: UserId, role: Role) -> Result<bool, StoreError>;

    /// Sets another password **and ends every session of the user**, if the password is still at `version`; no device
    /// of the user's is known any more. Returns whether it was.
    async fn change_password(
        &self,
        user: UserId,
        hash: &PasswordHash,
        version: i64,
    ) -> Result<bool, StoreError>;

    /// Stores the same password under stronger parameters, if it is still at `version`. Sessions stay.
    async fn upgrade_hash(&self, user: UserId, hash: &PasswordHash, version: i64) -> Result<(), StoreError>;

    /// Disables an account at `now` (seconds since 1970) **and ends every session of the user** (ASVS 7.4.2). The version of
    /// the password counts up, so that a session that is kept elsewhere is dead in the same step, and stays so.
    async fn disable_user(&self, user: UserId, now: i64) -> Result<(), StoreError>;
}

/// The sessions, as their owners see them. Creating, loading and ending the caller's own goes through
/// [`SessionStore`].
#[async_trait]
pub trait Sessions: SessionStore {
    /// A session that is alive, if the store remembers it, and is sure that it has not ended meanwhile; no database is
    /// asked. Nothing says nothing: [`Sessions::find_session`] knows.
    fn remembered(&self, _id: &DeviceId) -> Option<Arc<SignIn>> {
        None
    }

    /// The session under this id, with its user, if it is alive. [`SessionStore::load`] finds the same, as JSON.
    async fn find_session(&self, id: &DeviceId) -> Result<Option<SignIn>, StoreError>;

    /// The user's sessions that are alive at `now`, newest first; none is marked as the current one.
    async fn devices(&self, user: UserId, now: i64) -> Result<Vec<Device>, StoreError>;

    /// Notes that a session was heard of at `now` and lives until `expires_at`, if it still exists.
    async fn touch_session(&self, id: &DeviceId, now: i64, expires_at: i64) -> Result<(), StoreError>;

    /// Ends one session of the user. Returns whether there was one.
    async fn end_session(&self, user: UserId, id: &DeviceId) -> Result<bool, StoreError>;

    /// Ends every session of the user. Once this returns, none of them opens anything. Returns how many there were.
    async fn end_all_sessions(&self, user: UserId) -> Result<u64, StoreError>;

    /// Tidies up after a change of the account that has ended sessions of the user already (another password, or disabled).
    /// An engine that keeps sessions beside their accounts has nothing left to do, for both went in one step.
    async fn tidy_sessions(&self, _user: UserId) -> Result<(), StoreError> {
        Ok(())
    }

    /// Ends every session that came of what has ended at a provider. Returns how many there were.
    async fn end_sessions_of(&self, logged_out: &LoggedOut) -> Result<u64, StoreError>;

    /// Deletes at most `limit` sessions that expired before `now`. Returns how many. An engine whose rows go by themselves
    /// finds none.
    async fn sweep_sessions(&self, now: i64, limit: u32) -> Result<u64, StoreError>;
}

/// The browsers that somebody signed in from. One that was not seen for [`crate::DEVICE_KNOWN_FOR`] is not known.
#[async_trait]
pub trait KnownDevices: Send + Sync {
    /// Whether the device is known at `now` as one of the account's with this address.
    async fn knows_device(
        &self,
        device: &KnownDevice,
        sandbox: &SandboxId,
        email: &Email,
        now: i64,
    ) -> Result<bool, StoreError>;

    /// Notes that the user signed in from a device again at `now`. Returns whether it was known as one of theirs.
    async fn see_device(&self, device: &KnownDevice, user: UserId, now: i64) -> Result<bool, StoreError>;

    /// Adds a device of the user's, seen at `now`.
    async fn add_device(&self, device: &KnownDevice, user: UserId, now: i64) -> Result<(), StoreError>;

    /// Deletes at most `limit` devices that are not known at `now` any more. Returns how many.
    async fn sweep_devices(&self, now: i64, limit: u32) -> Result<u64, StoreError>;
}

/// The failed attempts.
#[async_trait]
pub trait Throttles: Debug + Send + Sync {
    /// What is noted under each of these keys of one sandbox, in one query.
    async fn attempts(&self, keys: &[ThrottleKey]) -> Result<Vec<Attempts>, StoreError>;

    /// Notes one more failure at `now` under every key, in one step.
    async fn note_failure(&self, keys: &[ThrottleKey], now: i64) -> Result<(), StoreError>;

    /// Forgets what is noted under a key.
    async fn forget_failures(&self, key: &ThrottleKey) -> Result<(), StoreError>;

    /// Forgets what is noted in a sandbox that began anew. An engine that keeps it beside the sandboxes has nothing left to
    /// do, for both went in one step.
    async fn forget_sandbox(&self, _sandbox: &SandboxId) -> Result<(), StoreError> {
        Ok(())
    }

    /// Deletes at most `limit` keys whose failures are forgiven at `now`. Returns how many. An engine whose rows go by
    /// themselves finds none.
    async fn sweep_failures(&self, now: i64, limit: u32) -> Result<u64, StoreError>;
}

/// The sandboxes.
#[async_trait]
pub trait Sandboxes: Send + Sync {
    /// Adds a sandbox with these people at `now`, all or nothing; one that exists is left as it is.
    async fn create_sandbox(
        &self,
        sandbox: &SandboxId,
        inhabitants: &[Inhabitant<'_>],
        now: i64,
    ) -> Result<(), StoreError>;

    /// Forgets everything in a sandbox and adds it again with these people at `now`, all or nothing. Whoever was signed
    /// in there no longer is.
    async fn reset_sandbox(
        &self,
        sandbox: &SandboxId,
        inhabitants: &[Inhabitant<'_>],
        now: i64,
    ) -> Result<(), StoreError>;

    /// Whether there is such a sandbox.
    async fn sandbox_exists(&self, sandbox: &SandboxId) -> Result<bool, StoreError>;
}
