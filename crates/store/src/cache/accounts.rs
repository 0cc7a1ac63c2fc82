//! The accounts: a session is remembered together with its user, so whatever changes one is announced.

use std::sync::Arc;

use async_trait::async_trait;
use authn::{Accounts, NewAccount, PasswordHash, SessionOwner, StoreError, StoredCredentials};
use domain::{Email, Role, SandboxId, User, UserId, UserName};

use super::{AnnouncingStore, Change};

#[async_trait]
impl Accounts for AnnouncingStore {
    async fn create_account(&self, account: NewAccount<'_>, now: i64) -> Result<bool, StoreError> {
        self.rows.create_account(account, now).await
    }

    async fn find_credentials(
        &self,
        sandbox: &SandboxId,
        email: &Email,
    ) -> Result<Option<StoredCredentials>, StoreError> {
        self.rows.find_credentials(sandbox, email).await
    }

    async fn find_user(&self, user: UserId) -> Result<Option<User>, StoreError> {
        self.rows.find_user(user).await
    }

    async fn session_owner(&self, user: UserId) -> Result<Option<SessionOwner>, StoreError> {
        self.rows.session_owner(user).await
    }

    async fn house_id(&self) -> Result<String, StoreError> {
        self.rows.house_id().await
    }

    async fn accounts(&self, sandbox: &SandboxId, limit: u32) -> Result<Vec<User>, StoreError> {
        self.rows.accounts(sandbox, limit).await
    }

    async fn change_name(&self, user: UserId, name: &UserName) -> Result<Option<User>, StoreError> {
        let (rows, name) = (Arc::clone(&self.rows), name.clone());
        self.node.carry_out(Change::User(user), async move { rows.change_name(user, &name).await }).await
    }

    async fn set_role(&self, user: UserId, role: Role) -> Result<bool, StoreError> {
        let rows = Arc::clone(&self.rows);
        self.node.carry_out(Change::User(user), async move { rows.set_role(user, role).await }).await
    }

    async fn change_password(
        &self,
        user: UserId,
        hash: &PasswordHash,
        version: i64,
    ) -> Result<bool, StoreError> {
        let (rows, hash) = (Arc::clone(&self.rows), hash.clone());
        let change = async move { rows.change_password(user, &hash, version).await };
        self.node.carry_out(Change::User(user), change).await
    }

    /// The password stays the same, and its version with it.
    async fn upgrade_hash(&self, user: UserId, hash: &PasswordHash, version: i64) -> Result<(), StoreError> {
        self.rows.upgrade_hash(user, hash, version).await
    }

    async fn disable_user(&self, user: UserId, now: i64) -> Result<(), StoreError> {
        let rows = Arc::clone(&self.rows);
        self.node.carry_out(Change::User(user), async move { rows.disable_user(user, now).await }).await
    }
}
