//! The tokens that were given back before they expired.

use async_trait::async_trait;
use authn::StoreError;
use domain::SandboxId;
use lab::rooms::jwt_cookie::DeniedTokens;

use super::{PostgresStore, unavailable};

#[async_trait]
impl DeniedTokens for PostgresStore {
    async fn deny_token(
        &self,
        sandbox: &SandboxId,
        jti: &str,
        expires_at: i64,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut change = self.change_in(sandbox, "deny token").await?;
        sqlx::query(
            "DELETE FROM denied_tokens WHERE jti = ANY (ARRAY
             (SELECT jti FROM denied_tokens WHERE expires_at <= $1 FOR UPDATE SKIP LOCKED))",
        )
        .bind(now)
        .execute(&mut change)
        .await
        .map_err(unavailable)?;
        sqlx::query(
            "INSERT INTO denied_tokens (jti, sandbox, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(jti)
        .bind(sandbox.as_str())
        .bind(expires_at)
        .execute(&mut change)
        .await
        .map_err(unavailable)?;
        change.commit().await.map_err(unavailable)
    }

    async fn is_token_denied(&self, sandbox: &SandboxId, jti: &str) -> Result<bool, StoreError> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM denied_tokens WHERE jti = $1 AND sandbox = $2)")
            .bind(jti)
            .bind(sandbox.as_str())
            .fetch_one(self.reads("is token denied"))
            .await
            .map_err(unavailable)
    }
}
