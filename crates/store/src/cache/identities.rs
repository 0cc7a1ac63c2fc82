//! Who may come in by way of a provider. A way in that is taken away ends no session.

use async_trait::async_trait;
use authn::relying_party::{Identities, Identity, LinkedIdentity, NewAccountOf, Unlinked};
use authn::{StoreError, StoredAccount};
use domain::{SandboxId, User, UserId};

use super::AnnouncingStore;

#[async_trait]
impl Identities for AnnouncingStore {
    async fn find_account_of(
        &self,
        sandbox: &SandboxId,
        identity: &Identity,
    ) -> Result<Option<StoredAccount>, StoreError> {
        self.rows.find_account_of(sandbox, identity).await
    }

    async fn create_account_of(
        &self,
        account: NewAccountOf<'_>,
        now: i64,
    ) -> Result<Option<StoredAccount>, StoreError> {
        self.rows.create_account_of(account, now).await
    }

    async fn link(
        &self,
        user: &User,
        sandbox: &SandboxId,
        identity: &Identity,
        now: i64,
    ) -> Result<bool, StoreError> {
        self.rows.link(user, sandbox, identity, now).await
    }

    async fn unlink(
        &self,
        user: UserId,
        identity: &Identity,
        usable: &[String],
    ) -> Result<Unlinked, StoreError> {
        self.rows.unlink(user, identity, usable).await
    }

    async fn identities(&self, user: UserId) -> Result<Vec<LinkedIdentity>, StoreError> {
        self.rows.identities(user).await
    }

    async fn has_password(&self, user: UserId) -> Result<bool, StoreError> {
        self.rows.has_password(user).await
    }
}
