//! The sign-ins that are under way at the provider.

use authn::StoreError;
use authn::relying_party::AttemptId;
use domain::SandboxId;
use sqlx::Row as _;

use super::{Database, unavailable};

impl Database {
    /// Remembers an attempt until `expires_at`.
    pub(crate) async fn add_attempt(
        &self,
        id: &AttemptId,
        sandbox: &SandboxId,
        expires_at: i64,
    ) -> Result<(), StoreError> {
        let added = sqlx::query("INSERT INTO attempts (id, sandbox, expires_at) VALUES (?, ?, ?)")
            .bind(&id.0[..])
            .bind(sandbox.as_str())
            .bind(expires_at)
            .execute(&self.writer)
            .await;
        added.map(drop).map_err(unavailable)
    }

    /// Takes an attempt away, in one statement: an answer that comes twice finds nothing. Returns its sandbox, unless it had run
    /// out by `now`.
    pub(crate) async fn take_attempt(
        &self,
        id: &AttemptId,
        now: i64,
    ) -> Result<Option<SandboxId>, StoreError> {
        let taken = sqlx::query("DELETE FROM attempts WHERE id = ? RETURNING sandbox, expires_at")
            .bind(&id.0[..])
            .fetch_optional(&self.writer)
            .await
            .map_err(unavailable)?;
        let Some(row) = taken else { return Ok(None) };
        let (sandbox, expires_at): (String, i64) =
            (row.try_get("sandbox").map_err(unavailable)?, row.try_get("expires_at").map_err(unavailable)?);
        let sandbox = sandbox.parse().map_err(|_| StoreError::Corrupt("an attempt's sandbox".to_owned()))?;
        Ok((expires_at > now).then_some(sandbox))
    }
}
