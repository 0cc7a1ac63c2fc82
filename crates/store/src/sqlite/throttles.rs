//! The failed attempts.

use async_trait::async_trait;
use authn::{Attempts, FORGIVEN_AFTER, StoreError, ThrottleKey, Throttles};
use sqlx::{QueryBuilder, SqliteExecutor};

use super::{SqliteStore, row, unavailable};

#[async_trait]
impl Throttles for SqliteStore {
    async fn attempts(&self, keys: &[ThrottleKey]) -> Result<Vec<Attempts>, StoreError> {
        read(self.reads("attempts"), keys).await
    }

    async fn note_failure(&self, keys: &[ThrottleKey], now: i64) -> Result<(), StoreError> {
        let mut change = self.change("note failure").await?;
        let noted = read(&mut *change, keys).await?;
        for (key, attempts) in keys.iter().zip(noted) {
            let attempts = attempts.and_one(now);
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
            .execute(self.writes("forget failures"))
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
        .execute(self.writes("sweep failures"))
        .await
        .map_err(unavailable)?;
        Ok(swept.rows_affected())
    }
}

async fn read(executor: impl SqliteExecutor<'_>, keys: &[ThrottleKey]) -> Result<Vec<Attempts>, StoreError> {
    let texts: Vec<String> = keys.iter().map(ThrottleKey::text).collect();
    let mut query =
        QueryBuilder::new("SELECT key, failures, last_failure_at FROM throttles WHERE sandbox = ");
    query.push_bind(keys.first().map(|key| key.sandbox().as_str())).push(" AND key IN (");
    let mut list = query.separated(", ");
    for text in &texts {
        list.push_bind(text);
    }
    query.push(")");
    let found = query.build().fetch_all(executor).await.map_err(unavailable)?;
    let mut noted = vec![Attempts::default(); keys.len()];
    for row in &found {
        let key: &str = row::column(row, "key")?;
        let attempts = Attempts {
            failures: row::column(row, "failures")?,
            last_failure_at: row::column(row, "last_failure_at")?,
        };
        if let Some(place) = texts.iter().position(|text| text == key) {
            noted[place] = attempts;
        }
    }
    Ok(noted)
}
