//! The failed attempts.

use async_trait::async_trait;
use authn::{Attempts, FORGIVEN_AFTER, StoreError, ThrottleKey, Throttles};
use sqlx::SqliteExecutor;

use super::{SqliteStore, row, unavailable};

#[async_trait]
impl Throttles for SqliteStore {
    async fn attempts(&self, key: &ThrottleKey) -> Result<Attempts, StoreError> {
        read(&self.readers, key).await
    }

    async fn note_failure(&self, keys: &[ThrottleKey], now: i64) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        for key in keys {
            let attempts = read(&mut *change, key).await?.and_one(now);
            sqlx::query(
                "INSERT INTO throttles (sandbox, key, failures, last_failure_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (sandbox, key) DO UPDATE SET failures = ?3, last_failure_at = ?4",
            )
            .bind(key.sandbox().as_str())
            .bind(key.text())
            .bind(attempts.failures)
            .bind(attempts.last_failure_at)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        }
        change.commit().await.map_err(unavailable)
    }

    async fn forget_failures(&self, key: &ThrottleKey) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM throttles WHERE sandbox = ? AND key = ?")
            .bind(key.sandbox().as_str())
            .bind(key.text())
            .execute(&self.writer)
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    async fn sweep_failures(&self, now: i64, limit: u32) -> Result<u64, StoreError> {
        let swept = sqlx::query(
            "DELETE FROM throttles WHERE (sandbox, key) IN
             (SELECT sandbox, key FROM throttles WHERE last_failure_at <= ? ORDER BY last_failure_at LIMIT ?)",
        )
        .bind(now - FORGIVEN_AFTER)
        .bind(limit)
        .execute(&self.writer)
        .await
        .map_err(unavailable)?;
        Ok(swept.rows_affected())
    }
}

async fn read(executor: impl SqliteExecutor<'_>, key: &ThrottleKey) -> Result<Attempts, StoreError> {
    let found = sqlx::query("SELECT failures, last_failure_at FROM throttles WHERE sandbox = ? AND key = ?")
        .bind(key.sandbox().as_str())
        .bind(key.text())
        .fetch_optional(executor)
        .await
        .map_err(unavailable)?;
    let Some(found) = found else { return Ok(Attempts::default()) };
    Ok(Attempts {
        failures: row::column(&found, "failures")?,
        last_failure_at: row::column(&found, "last_failure_at")?,
    })
}
