//! A crowd: what very many sign-ins and logouts leave behind, written in one change each. For the experiments that
//! count it; a door knows nothing of this.

use authn::StoreError;
use authn::cookie_session::expires_at;
use domain::{DeviceId, SandboxId, UserId};

use super::{SqliteStore, row, unavailable};

/// What a table keeps, with its indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Rows.
    pub rows: u64,
    /// Bytes of the pages in use.
    pub bytes: u64,
}

impl SqliteStore {
    /// Begins a session of one user for each of these at `now`, in seconds since 1970.
    ///
    /// # Errors
    /// [`StoreError`], and none was begun.
    pub async fn begin_sessions(&self, user: UserId, ids: &[DeviceId], now: i64) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO sessions (id_hash, user_id, device, created_at, last_seen_at, expires_at)
             SELECT unhex(value), ?1, 'a browser', ?2, ?2, ?3 FROM json_each(?4)",
        )
        .bind(user.0)
        .bind(now)
        .bind(expires_at(now, now))
        .bind(json(ids)?)
        .execute(&self.writer)
        .await
        .map_err(unavailable)?;
        Ok(())
    }

    /// Ends these sessions, as each of their owners would: the row is deleted.
    ///
    /// # Errors
    /// [`StoreError`], and none was ended.
    pub async fn end_sessions(&self, ids: &[DeviceId]) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sessions WHERE id_hash IN (SELECT unhex(value) FROM json_each(?))")
            .bind(json(ids)?)
            .execute(&self.writer)
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    /// Puts these entries on a sandbox's denylist until `until`, in seconds since 1970.
    ///
    /// # Errors
    /// [`StoreError`], and none was put there.
    pub async fn deny_all(
        &self,
        sandbox: &SandboxId,
        entries: &[String],
        until: i64,
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO denylist (sandbox, entry, expires_at) SELECT ?, value, ? FROM json_each(?)")
            .bind(sandbox.as_str())
            .bind(until)
            .bind(json(entries)?)
            .execute(&self.writer)
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    /// What the table of sessions keeps.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn kept_of_sessions(&self) -> Result<Kept, StoreError> {
        self.kept(
            "SELECT (SELECT COUNT(*) FROM sessions) AS kept,
                    (SELECT SUM(pgsize) FROM dbstat WHERE name GLOB 'sessions*') AS bytes",
        )
        .await
    }

    /// What the denylist keeps.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn kept_of_denylist(&self) -> Result<Kept, StoreError> {
        self.kept(
            "SELECT (SELECT COUNT(*) FROM denylist) AS kept,
                    (SELECT SUM(pgsize) FROM dbstat WHERE name GLOB 'denylist*') AS bytes",
        )
        .await
    }

    async fn kept(&self, query: &'static str) -> Result<Kept, StoreError> {
        let found = sqlx::query(query).fetch_one(&self.readers).await.map_err(unavailable)?;
        let [rows, bytes]: [i64; 2] = [row::column(&found, "kept")?, row::column(&found, "bytes")?];
        Ok(Kept { rows: rows.unsigned_abs(), bytes: bytes.unsigned_abs() })
    }
}

/// One parameter for any number of values: SQLite takes them apart.
fn json<T: serde::Serialize>(values: &[T]) -> Result<String, StoreError> {
    serde_json::to_string(values).map_err(|error| StoreError::Corrupt(error.to_string()))
}
