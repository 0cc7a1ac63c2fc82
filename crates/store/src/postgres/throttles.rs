//! The failed attempts.

use async_trait::async_trait;
use authn::{Attempts, FORGIVEN_AFTER, StoreError, ThrottleKey, Throttles};

use super::{PostgresStore, row, unavailable};

#[async_trait]
impl Throttles for PostgresStore {
    async fn attempts(&self, keys: &[ThrottleKey]) -> Result<Vec<Attempts>, StoreError> {
        let texts: Vec<String> = keys.iter().map(ThrottleKey::text).collect();
        let found = sqlx::query(
            "SELECT key, failures, last_failure_at FROM throttles WHERE sandbox = $1 AND key = ANY ($2)",
        )
        .bind(keys.first().map(|key| key.sandbox().as_str()))
        .bind(&texts)
        .fetch_all(self.reads("attempts"))
        .await
        .map_err(unavailable)?;
        let mut noted = vec![Attempts::default(); keys.len()];
        for row in &found {
            let key: &str = row::column(row, "key")?;
            let failures: i64 = row::column(row, "failures")?;
            let attempts = Attempts {
                failures: u32::try_from(failures).unwrap_or(u32::MAX),
                last_failure_at: row::column(row, "last_failure_at")?,
            };
            if let Some(place) = texts.iter().position(|text| text == key) {
                noted[place] = attempts;
            }
        }
        Ok(noted)
    }

    async fn note_failure(&self, keys: &[ThrottleKey], now: i64) -> Result<(), StoreError> {
        let mut texts: Vec<String> = keys.iter().map(ThrottleKey::text).collect();
        // In one order, so that two who fail at once never wait for each other.
        texts.sort_unstable();
        // Counted by the database, for it alone knows the last count: `Attempts::and_one`, in its words. The sandbox is held
        // first, so that nobody who begins it anew waits for a count that waits for them.
        sqlx::query(
            "INSERT INTO throttles (sandbox, key, failures, last_failure_at)
             SELECT home.id, key, 1, $3 FROM (SELECT id FROM sandboxes WHERE id = $1 FOR KEY SHARE) AS home,
             unnest($2) AS key
             ON CONFLICT (sandbox, key) DO UPDATE SET last_failure_at = excluded.last_failure_at, failures =
             CASE WHEN excluded.last_failure_at - throttles.last_failure_at >= $4 THEN 1 ELSE throttles.failures + 1 END",
        )
        .bind(keys.first().map(|key| key.sandbox().as_str()))
        .bind(&texts)
        .bind(now)
        .bind(FORGIVEN_AFTER)
        .execute(self.writes("note failure"))
        .await
        .map_err(unavailable)?;
        Ok(())
    }

    async fn forget_failures(&self, key: &ThrottleKey) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM throttles WHERE sandbox = $1 AND key = $2")
            .bind(key.sandbox().as_str())
            .bind(key.text())
            .execute(self.writes("forget failures"))
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    async fn sweep_failures(&self, now: i64, limit: u32) -> Result<u64, StoreError> {
        let swept = sqlx::query(
            "DELETE FROM throttles WHERE ctid = ANY (ARRAY
             (SELECT ctid FROM throttles WHERE last_failure_at <= $1 ORDER BY last_failure_at LIMIT $2
              FOR UPDATE SKIP LOCKED))",
        )
        .bind(now - FORGIVEN_AFTER)
        .bind(i64::from(limit))
        .execute(self.writes("sweep failures"))
        .await
        .map_err(unavailable)?;
        Ok(swept.rows_affected())
    }
}
