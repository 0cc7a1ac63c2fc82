//! The sandboxes.

use async_trait::async_trait;
use authn::{NewAccount, Sandboxes, StoreError};
use domain::SandboxId;

use super::accounts::insert;
use super::{SqliteStore, unavailable};

#[async_trait]
impl Sandboxes for SqliteStore {
    async fn create_sandbox(
        &self,
        sandbox: &SandboxId,
        accounts: &[NewAccount<'_>],
        now: i64,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let created =
            sqlx::query("INSERT INTO sandboxes (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .bind(sandbox.as_str())
                .bind(now)
                .execute(&mut *change)
                .await
                .map_err(unavailable)?
                .rows_affected()
                > 0;
        if created {
            for account in accounts {
                insert(&mut change, account, now).await?;
            }
        }
        change.commit().await.map_err(unavailable)
    }

    async fn sandbox_exists(&self, sandbox: &SandboxId) -> Result<bool, StoreError> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM sandboxes WHERE id = ?)")
            .bind(sandbox.as_str())
            .fetch_one(&self.readers)
            .await
            .map_err(unavailable)
    }
}
