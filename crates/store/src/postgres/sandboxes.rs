//! The sandboxes.

use async_trait::async_trait;
use authn::{Inhabitant, Sandboxes, StoreError};
use domain::SandboxId;

use super::accounts::insert;
use super::answer::Change;
use super::{PostgresStore, identities, unavailable};

#[async_trait]
impl Sandboxes for PostgresStore {
    async fn create_sandbox(
        &self,
        sandbox: &SandboxId,
        inhabitants: &[Inhabitant<'_>],
        now: i64,
    ) -> Result<(), StoreError> {
        let mut change = self.change("create sandbox").await?;
        add(&mut change, sandbox, inhabitants, now).await?;
        change.commit().await.map_err(unavailable)
    }

    async fn reset_sandbox(
        &self,
        sandbox: &SandboxId,
        inhabitants: &[Inhabitant<'_>],
        now: i64,
    ) -> Result<(), StoreError> {
        let mut change = self.change("reset sandbox").await?;
        change.takes_its_time().await.map_err(unavailable)?;
        // Every other row of a sandbox refers to this one, and goes with it.
        sqlx::query("DELETE FROM sandboxes WHERE id = $1")
            .bind(sandbox.as_str())
            .execute(&mut change)
            .await
            .map_err(unavailable)?;
        add(&mut change, sandbox, inhabitants, now).await?;
        change.commit().await.map_err(unavailable)
    }

    async fn sandbox_exists(&self, sandbox: &SandboxId) -> Result<bool, StoreError> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM sandboxes WHERE id = $1)")
            .bind(sandbox.as_str())
            .fetch_one(self.reads("sandbox exists"))
            .await
            .map_err(unavailable)
    }
}

/// Adds a sandbox with these people, unless there is one by that name.
async fn add(
    change: &mut Change,
    sandbox: &SandboxId,
    inhabitants: &[Inhabitant<'_>],
    now: i64,
) -> Result<(), StoreError> {
    let created =
        sqlx::query("INSERT INTO sandboxes (id, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(sandbox.as_str())
            .bind(now)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
    if created.rows_affected() > 0 {
        for Inhabitant { account, identity } in inhabitants {
            insert(change, account, now).await?;
            if let Some(identity) = identity {
                identities::add_to(change, account, identity, now).await?;
            }
        }
    }
    Ok(())
}
