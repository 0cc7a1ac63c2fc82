//! The token room's rows: families of refresh tokens, and the denylist.

use async_trait::async_trait;
use authn::StoreError;
use domain::{SandboxId, UserId};
use lab::rooms::jwt::{Family, NewRefreshToken, RefreshTokenHash, RefreshTokenState, Rotation, TokenRows};
use sqlx::{Sqlite, Transaction};

use super::{SqliteStore, row, unavailable};

#[async_trait]
impl TokenRows for SqliteStore {
    async fn begin_family(
        &self,
        sandbox: &SandboxId,
        user: UserId,
        family: &Family,
        first: &NewRefreshToken,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut change = self.change("begin family").await?;
        forget_expired(&mut change, now).await?;
        insert(&mut change, sandbox, user, &family.0, first).await?;
        change.commit().await.map_err(unavailable)
    }

    async fn rotate(
        &self,
        sandbox: &SandboxId,
        presented: &RefreshTokenHash,
        next: &NewRefreshToken,
        now: i64,
    ) -> Result<Rotation, StoreError> {
        let mut change = self.change("rotate").await?;
        let found = sqlx::query(
            "SELECT user_id, family, state FROM refresh_tokens
             WHERE token_hash = ? AND sandbox = ? AND expires_at > ?",
        )
        .bind(presented.0.as_slice())
        .bind(sandbox.as_str())
        .bind(now)
        .fetch_optional(&mut *change)
        .await
        .map_err(unavailable)?;
        let Some(found) = found else { return Ok(Rotation::Unknown) };
        let user = UserId(row::column(&found, "user_id")?);
        let family: String = row::column(&found, "family")?;
        let state: RefreshTokenState = row::parse(row::column(&found, "state")?)?;
        // Nobody else writes between the reading above and the writing below: the change holds the one write lock.
        let rotation = if let Ok(consumed) = state.consume() {
            sqlx::query("UPDATE refresh_tokens SET state = ? WHERE token_hash = ?")
                .bind(consumed.as_str())
                .bind(presented.0.as_slice())
                .execute(&mut *change)
                .await
                .map_err(unavailable)?;
            insert(&mut change, sandbox, user, &family, next).await?;
            Rotation::Rotated(user)
        } else {
            revoke(&mut change, sandbox, &family).await?;
            Rotation::Reused(user)
        };
        change.commit().await.map_err(unavailable)?;
        Ok(rotation)
    }

    async fn deny(
        &self,
        sandbox: &SandboxId,
        entry: &str,
        jti: &str,
        expires_at: i64,
        now: i64,
    ) -> Result<(), StoreError> {
        let mut change = self.change("deny").await?;
        forget_expired(&mut change, now).await?;
        sqlx::query(
            "INSERT INTO denylist (sandbox, entry, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(sandbox.as_str())
        .bind(entry)
        .bind(expires_at)
        .execute(&mut *change)
        .await
        .map_err(unavailable)?;
        let family: Option<String> =
            sqlx::query_scalar("SELECT family FROM refresh_tokens WHERE sandbox = ? AND access_jti = ?")
                .bind(sandbox.as_str())
                .bind(jti)
                .fetch_optional(&mut *change)
                .await
                .map_err(unavailable)?;
        if let Some(family) = family {
            revoke(&mut change, sandbox, &family).await?;
        }
        change.commit().await.map_err(unavailable)
    }

    async fn is_denied(&self, sandbox: &SandboxId, entries: &[String; 2]) -> Result<bool, StoreError> {
        self.reads_at_once("ask the denylist").await.exists(
            "SELECT 1 FROM denylist WHERE sandbox = ? AND entry IN (?, ?)",
            (sandbox.as_str(), &entries[0], &entries[1]),
        )
    }

    async fn count_denied(&self, sandbox: &SandboxId) -> Result<u64, StoreError> {
        let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM denylist WHERE sandbox = ?")
            .bind(sandbox.as_str())
            .fetch_one(self.reads("ask the denylist"))
            .await
            .map_err(unavailable)?;
        Ok(rows.unsigned_abs())
    }
}

async fn insert(
    change: &mut Transaction<'static, Sqlite>,
    sandbox: &SandboxId,
    user: UserId,
    family: &str,
    token: &NewRefreshToken,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO refresh_tokens (token_hash, sandbox, user_id, family, state, access_jti, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(token.hash.0.as_slice())
    .bind(sandbox.as_str())
    .bind(user.0)
    .bind(family)
    .bind(RefreshTokenState::Valid.as_str())
    .bind(&token.access_jti)
    .bind(token.expires_at)
    .execute(&mut **change)
    .await
    .map_err(unavailable)?;
    Ok(())
}

/// Ends a family, whatever each of its tokens was until now.
async fn revoke(
    change: &mut Transaction<'static, Sqlite>,
    sandbox: &SandboxId,
    family: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE refresh_tokens SET state = ? WHERE sandbox = ? AND family = ?")
        .bind(RefreshTokenState::Revoked.as_str())
        .bind(sandbox.as_str())
        .bind(family)
        .execute(&mut **change)
        .await
        .map_err(unavailable)?;
    Ok(())
}

/// Deletes what opens nothing and refuses nothing any more.
async fn forget_expired(change: &mut Transaction<'static, Sqlite>, now: i64) -> Result<(), StoreError> {
    for delete in
        ["DELETE FROM refresh_tokens WHERE expires_at <= ?", "DELETE FROM denylist WHERE expires_at <= ?"]
    {
        sqlx::query(delete).bind(now).execute(&mut **change).await.map_err(unavailable)?;
    }
    Ok(())
}
