//! The tokens that were given back before they expired.

use async_trait::async_trait;
use authn::StoreError;
use domain::SandboxId;
use lab::rooms::jwt_cookie::DeniedTokens;

use super::{SqliteStore, unavailable};

#[async_trait]
impl DeniedTokens for SqliteStore {
    async fn deny_token(
        &self,
        sandbox: &SandboxId,
        jti: &str,
        expires_at: i64,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut change = self.change("deny token").await?;
        sqlx::query("DELETE FROM denied_tokens WHERE expires_at <= ?")
            .bind(now)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        sqlx::query(
            "INSERT INTO denied_tokens (jti, sandbox, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(jti)
        .bind(sandbox.as_str())
        .bind(expires_at)
        .execute(&mut *change)
        .await
        .map_err(unavailable)?;
        change.commit().await.map_err(unavailable)
    }

    async fn is_token_denied(&self, sandbox: &SandboxId, jti: &str) -> Result<bool, StoreError> {
        self.reads_at_once("is token denied")
            .await
            .exists("SELECT 1 FROM denied_tokens WHERE jti = ? AND sandbox = ?", (jti, sandbox.as_str()))
    }
}
