//! Sweeping out what has run out: nothing that is deleted here meant anything any more.

use authn::StoreError;

use super::{Database, unavailable};

const SWEPT: [&str; 3] = [
    "DELETE FROM sessions WHERE id_hash IN (SELECT id_hash FROM sessions WHERE expires_at <= ? LIMIT ?)",
    "DELETE FROM attempts WHERE id IN (SELECT id FROM attempts WHERE expires_at <= ? LIMIT ?)",
    "DELETE FROM ended_sessions WHERE (issuer, sid) IN
         (SELECT issuer, sid FROM ended_sessions WHERE forgotten_at <= ? LIMIT ?)",
];

impl Database {
    /// Deletes what had run out by `now`: at most `limit` of each kind, so that nobody waits for it. Returns how many there were in
    /// all.
    pub(crate) async fn sweep(&self, now: i64, limit: u32) -> Result<u64, StoreError> {
        let mut swept = 0;
        for query in SWEPT {
            let done = sqlx::query(query).bind(now).bind(limit).execute(&self.writer).await;
            swept += done.map_err(unavailable)?.rows_affected();
        }
        Ok(swept)
    }
}
