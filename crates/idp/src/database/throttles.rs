//! Failed guesses, by what they are counted under.

use authn::{Attempts, StoreError, ThrottleKey};

use super::{Database, unavailable};

impl Database {
    /// What is noted under each key, in their order.
    pub(crate) async fn attempts(&self, keys: &[ThrottleKey]) -> Result<Vec<Attempts>, StoreError> {
        let mut noted = Vec::with_capacity(keys.len());
        for key in keys {
            let found: Option<(u32, i64)> =
                sqlx::query_as("SELECT failures, last_failure_at FROM throttles WHERE realm = ? AND key = ?")
                    .bind(key.sandbox().as_str())
                    .bind(key.text())
                    .fetch_optional(&self.readers)
                    .await
                    .map_err(unavailable)?;
            let attempts = found.map(|(failures, last_failure_at)| Attempts { failures, last_failure_at });
            noted.push(attempts.unwrap_or_default());
        }
        Ok(noted)
    }

    /// Notes a failure under each key.
    pub(crate) async fn note_failure(&self, keys: &[ThrottleKey], now: i64) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        for key in keys {
            let found: Option<(u32, i64)> =
                sqlx::query_as("SELECT failures, last_failure_at FROM throttles WHERE realm = ? AND key = ?")
                    .bind(key.sandbox().as_str())
                    .bind(key.text())
                    .fetch_optional(&mut *change)
                    .await
                    .map_err(unavailable)?;
            let before = found.map(|(failures, last_failure_at)| Attempts { failures, last_failure_at });
            let after = before.unwrap_or_default().and_one(now);
            sqlx::query(
                "INSERT INTO throttles (realm, key, failures, last_failure_at) VALUES (?, ?, ?, ?)
                 ON CONFLICT (realm, key) DO UPDATE
                 SET failures = excluded.failures, last_failure_at = excluded.last_failure_at",
            )
            .bind(key.sandbox().as_str())
            .bind(key.text())
            .bind(after.failures)
            .bind(after.last_failure_at)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        }
        change.commit().await.map_err(unavailable)
    }

    /// Forgets what is noted under a key.
    pub(crate) async fn forget_failures(&self, key: &ThrottleKey) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM throttles WHERE realm = ? AND key = ?")
            .bind(key.sandbox().as_str())
            .bind(key.text())
            .execute(&self.writer)
            .await
            .map_err(unavailable)?;
        Ok(())
    }
}
