//! Failed guesses, by what they are counted under.

use authn::{Attempts, StoreError, ThrottleKey};
use domain::SandboxId;
use sqlx::sqlite::SqliteExecutor;
use sqlx::{Sqlite, Transaction};

use super::{Database, unavailable};

impl Database {
    /// What is noted under each key, in their order.
    pub(crate) async fn attempts(&self, keys: &[ThrottleKey]) -> Result<Vec<Attempts>, StoreError> {
        let mut attempts = Vec::with_capacity(keys.len());
        for key in keys {
            attempts.push(noted(&self.readers, key.sandbox().as_str(), &key.text()).await?);
        }
        Ok(attempts)
    }

    /// Notes a failure under each key.
    pub(crate) async fn note_failure(&self, keys: &[ThrottleKey], now: i64) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        for key in keys {
            let (realm, key) = (key.sandbox().as_str(), key.text());
            let before = noted(&mut *change, realm, &key).await?;
            note(&mut change, realm, &key, before.and_one(now)).await?;
        }
        change.commit().await.map_err(unavailable)
    }

    /// Counts an attempt *before* it is looked at, so that guesses sent side by side are counted one by one. Returns the
    /// seconds to wait instead, if there were too many: then nothing is counted, and nothing may be looked at.
    pub(crate) async fn count_attempt(
        &self,
        realm: &SandboxId,
        key: &str,
        free: u32,
        now: i64,
    ) -> Result<u32, StoreError> {
        let mut change = self.change().await?;
        let before = noted(&mut *change, realm.as_str(), key).await?;
        let wait = before.wait(now, free);
        if wait == 0 {
            note(&mut change, realm.as_str(), key, before.and_one(now)).await?;
            change.commit().await.map_err(unavailable)?;
        }
        Ok(wait)
    }

    /// Forgets the attempts that were counted under a key.
    pub(crate) async fn forget_attempts(&self, realm: &SandboxId, key: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM throttles WHERE realm = ? AND key = ?")
            .bind(realm.as_str())
            .bind(key)
            .execute(&self.writer)
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    /// Forgets what is noted under a key.
    pub(crate) async fn forget_failures(&self, key: &ThrottleKey) -> Result<(), StoreError> {
        self.forget_attempts(key.sandbox(), &key.text()).await
    }
}

async fn noted(database: impl SqliteExecutor<'_>, realm: &str, key: &str) -> Result<Attempts, StoreError> {
    let found: Option<(u32, i64)> =
        sqlx::query_as("SELECT failures, last_failure_at FROM throttles WHERE realm = ? AND key = ?")
            .bind(realm)
            .bind(key)
            .fetch_optional(database)
            .await
            .map_err(unavailable)?;
    Ok(found.map(|(failures, last_failure_at)| Attempts { failures, last_failure_at }).unwrap_or_default())
}

async fn note(
    change: &mut Transaction<'_, Sqlite>,
    realm: &str,
    key: &str,
    attempts: Attempts,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO throttles (realm, key, failures, last_failure_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (realm, key) DO UPDATE
         SET failures = excluded.failures, last_failure_at = excluded.last_failure_at",
    )
    .bind(realm)
    .bind(key)
    .bind(attempts.failures)
    .bind(attempts.last_failure_at)
    .execute(&mut **change)
    .await
    .map_err(unavailable)?;
    Ok(())
}
