//! What a database must be able to do for the relying party. Each method is atomic.

use async_trait::async_trait;
use domain::{Email, SandboxId, User, UserId, UserName};

use super::{Attempt, AttemptId, Identity};
use crate::{StoreError, StoredAccount};

/// An account that is about to exist, and has no password.
#[derive(Debug)]
pub struct NewAccountOf<'a> {
    /// Who signs in to it.
    pub identity: &'a Identity,
    /// Where it lives.
    pub sandbox: &'a SandboxId,
    /// The address that the provider told.
    pub email: &'a Email,
    /// What its owner is called.
    pub name: &'a UserName,
}

/// An identity that opens an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedIdentity {
    /// Who, at which provider.
    pub identity: Identity,
    /// Since when, in seconds since 1970.
    pub linked_at: i64,
}

/// What became of unlinking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlinked {
    /// It is done.
    Done,
    /// There was nothing to unlink.
    NotLinked,
    /// It stays, for there would be no way in.
    LastWayIn,
}

/// Who may come in by way of a provider.
#[async_trait]
pub trait Identities: Send + Sync {
    /// The account that an identity opens in a sandbox.
    async fn find_account_of(
        &self,
        sandbox: &SandboxId,
        identity: &Identity,
    ) -> Result<Option<StoredAccount>, StoreError>;

    /// Adds an account without a password at `now`, and the identity that opens it, in one step. Returns it, or nothing
    /// if the address is taken.
    async fn create_account_of(
        &self,
        account: NewAccountOf<'_>,
        now: i64,
    ) -> Result<Option<StoredAccount>, StoreError>;

    /// Makes an identity a way into an account at `now`. Returns whether it is one then: it is not, if it opens another.
    async fn link(
        &self,
        user: &User,
        sandbox: &SandboxId,
        identity: &Identity,
        now: i64,
    ) -> Result<bool, StoreError>;

    /// Makes it a way in no more, if there is another: a password, or an identity of one of the `usable` issuers.
    async fn unlink(
        &self,
        user: UserId,
        identity: &Identity,
        usable: &[String],
    ) -> Result<Unlinked, StoreError>;

    /// The identities that open an account, oldest first.
    async fn identities(&self, user: UserId) -> Result<Vec<LinkedIdentity>, StoreError>;

    /// Whether an account has a password.
    async fn has_password(&self, user: UserId) -> Result<bool, StoreError>;
}

/// The attempts that are under way.
#[async_trait]
pub trait SignInAttempts: Send + Sync {
    /// Adds one.
    async fn add_attempt(&self, id: &AttemptId, attempt: &Attempt) -> Result<(), StoreError>;

    /// Takes one away, and returns it: whoever comes second finds nothing.
    async fn take_attempt(&self, id: &AttemptId) -> Result<Option<Attempt>, StoreError>;

    /// Deletes at most `limit` attempts that are over at `now`. Returns how many.
    async fn sweep_attempts(&self, now: i64, limit: u32) -> Result<u64, StoreError>;
}
