//! The sessions of the room that takes ids over from browsers.

use async_trait::async_trait;
use authn::{StoreError, StoredCredentials};
use domain::SandboxId;
use lab::rooms::naive_session::{LIFETIME, NaiveSession, NaiveSessions, SessionIdHash};

use super::answer::Change;
use super::{PostgresStore, row, unavailable};

#[async_trait]
impl NaiveSessions for PostgresStore {
    async fn naive_session(
        &self,
        id: &SessionIdHash,
        sandbox: Option<&SandboxId>,
        now: i64,
    ) -> Result<Option<NaiveSession>, StoreError> {
        let found = sqlx::query(
            "SELECT kept.sandbox AS lives_in, users.id IS NOT NULL AS signed_in, users.id, name, email, role
             FROM naive_sessions AS kept LEFT JOIN users
             ON users.id = user_id AND users.password_version = kept.password_version AND disabled_at IS NULL
             WHERE id_hash = $1 AND ($2 IS NULL OR kept.sandbox = $2) AND expires_at > $3
             ORDER BY signed_in DESC, kept.created_at DESC LIMIT 1",
        )
        .bind(id.0.as_slice())
        .bind(sandbox.map(SandboxId::as_str))
        .bind(now)
        .fetch_optional(self.reads("naive session"))
        .await
        .map_err(unavailable)?;
        let Some(found) = found else { return Ok(None) };
        let signed_in: bool = row::column(&found, "signed_in")?;
        Ok(Some(NaiveSession {
            sandbox: row::parse(row::column(&found, "lives_in")?)?,
            user: signed_in.then(|| row::user(&found)).transpose()?,
        }))
    }

    async fn add_unused_session(
        &self,
        id: &SessionIdHash,
        sandbox: &SandboxId,
        now: i64,
        keep: u32,
    ) -> Result<(), StoreError> {
        let mut change = self.change_in(sandbox, "add unused session").await?;
        sweep(&mut change, now).await?;
        sqlx::query(
            "INSERT INTO naive_sessions (id_hash, sandbox, created_at, expires_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
        )
        .bind(id.0.as_slice())
        .bind(sandbox.as_str())
        .bind(now)
        .bind(now + LIFETIME)
        .execute(&mut change)
        .await
        .map_err(unavailable)?;
        sqlx::query(
            "DELETE FROM naive_sessions WHERE sandbox = $1 AND user_id IS NULL AND id NOT IN
             (SELECT id FROM naive_sessions WHERE sandbox = $1 AND user_id IS NULL
              ORDER BY id DESC LIMIT $2)",
        )
        .bind(sandbox.as_str())
        .bind(i64::from(keep))
        .execute(&mut change)
        .await
        .map_err(unavailable)?;
        change.commit().await.map_err(unavailable)
    }

    async fn sign_in_to_session(
        &self,
        id: &SessionIdHash,
        sandbox: &SandboxId,
        account: &StoredCredentials,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut change = self.change_in(sandbox, "sign in to session").await?;
        sweep(&mut change, now).await?;
        let signed_in = sqlx::query(
            "INSERT INTO naive_sessions (id_hash, sandbox, user_id, password_version, created_at, expires_at)
             SELECT $1, $2, id, password_version, $3, $4 FROM users
             WHERE id = $5 AND password_version = $6 AND disabled_at IS NULL
             ON CONFLICT (id_hash, sandbox) DO UPDATE SET user_id = excluded.user_id,
             password_version = excluded.password_version, created_at = excluded.created_at,
             expires_at = excluded.expires_at",
        )
        .bind(id.0.as_slice())
        .bind(sandbox.as_str())
        .bind(now)
        .bind(now + LIFETIME)
        .bind(account.user.id.0)
        .bind(account.password_version)
        .execute(&mut change)
        .await
        .map_err(unavailable)?
        .rows_affected()
            > 0;
        change.commit().await.map_err(unavailable)?;
        Ok(signed_in)
    }

    async fn end_naive_session(&self, id: &SessionIdHash, sandbox: &SandboxId) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM naive_sessions WHERE id_hash = $1 AND sandbox = $2")
            .bind(id.0.as_slice())
            .bind(sandbox.as_str())
            .execute(self.writes("end naive session"))
            .await
            .map_err(unavailable)?;
        Ok(())
    }
}

async fn sweep(change: &mut Change, now: i64) -> Result<(), StoreError> {
    // Those of other sandboxes too, but for what somebody there has in hand.
    sqlx::query(
        "DELETE FROM naive_sessions WHERE id = ANY (ARRAY
         (SELECT id FROM naive_sessions WHERE expires_at <= $1 FOR UPDATE SKIP LOCKED))",
    )
    .bind(now)
    .execute(&mut *change)
    .await
    .map_err(unavailable)?;
    Ok(())
}
