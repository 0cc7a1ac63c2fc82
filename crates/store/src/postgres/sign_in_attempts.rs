//! The sign-ins that are under way at a provider.

use async_trait::async_trait;
use authn::StoreError;
use authn::relying_party::{Attempt, AttemptId, Purpose, ReturnPath, SignInAttempts};
use domain::UserId;
use sqlx::postgres::PgRow;

use super::{PostgresStore, row, unavailable};

#[async_trait]
impl SignInAttempts for PostgresStore {
    async fn add_attempt(&self, id: &AttemptId, attempt: &Attempt) -> Result<(), StoreError> {
        let link_to = match attempt.purpose {
            Purpose::SignIn => None,
            Purpose::Link(user) => Some(user.0),
        };
        sqlx::query(
            "INSERT INTO sign_in_attempts (id_hash, sandbox, provider, link_to, return_to, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id.0.as_slice())
        .bind(attempt.sandbox.as_str())
        .bind(attempt.provider.as_str())
        .bind(link_to)
        .bind(attempt.return_to.to_string())
        .bind(attempt.expires_at)
        .execute(self.writes("add a sign-in attempt"))
        .await
        .map_err(unavailable)?;
        Ok(())
    }

    async fn take_attempt(&self, id: &AttemptId) -> Result<Option<Attempt>, StoreError> {
        sqlx::query(
            "DELETE FROM sign_in_attempts WHERE id_hash = $1
             RETURNING sandbox, provider, link_to, return_to, expires_at",
        )
        .bind(id.0.as_slice())
        .fetch_optional(self.writes("take a sign-in attempt"))
        .await
        .map_err(unavailable)?
        .as_ref()
        .map(attempt)
        .transpose()
    }

    async fn sweep_attempts(&self, now: i64, limit: u32) -> Result<u64, StoreError> {
        let swept = sqlx::query(
            "DELETE FROM sign_in_attempts WHERE id_hash = ANY (ARRAY
             (SELECT id_hash FROM sign_in_attempts WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2
              FOR UPDATE SKIP LOCKED))",
        )
        .bind(now)
        .bind(i64::from(limit))
        .execute(self.writes("sweep sign-in attempts"))
        .await
        .map_err(unavailable)?;
        Ok(swept.rows_affected())
    }
}

fn attempt(found: &PgRow) -> Result<Attempt, StoreError> {
    let link_to: Option<i64> = row::column(found, "link_to")?;
    let return_to: String = row::column(found, "return_to")?;
    Ok(Attempt {
        provider: row::parse(row::column(found, "provider")?)?,
        sandbox: row::parse(row::column(found, "sandbox")?)?,
        purpose: link_to.map_or(Purpose::SignIn, |user| Purpose::Link(UserId(user))),
        return_to: ReturnPath::of(&return_to),
        expires_at: row::column(found, "expires_at")?,
    })
}
