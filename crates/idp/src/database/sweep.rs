//! Sweeping out what has run out: nothing that is deleted here meant anything any more.

use authn::{FORGIVEN_AFTER, StoreError};

use super::{Database, unavailable};

/// What runs out, and the time before which it has.
const SWEPT: [(&str, i64); 6] = [
    ("DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at <= ? LIMIT ?)", 0),
    (
        "DELETE FROM grants WHERE id IN
             (SELECT id FROM grants WHERE redeemed_at IS NULL AND code_expires_at <= ? LIMIT ?)",
        0,
    ),
    (
        "DELETE FROM access_tokens WHERE hash IN (SELECT hash FROM access_tokens WHERE expires_at <= ? LIMIT ?)",
        0,
    ),
    (
        "DELETE FROM ceremonies WHERE handle_hash IN
             (SELECT handle_hash FROM ceremonies WHERE expires_at <= ? LIMIT ?)",
        0,
    ),
    (
        "DELETE FROM password_done WHERE hash IN (SELECT hash FROM password_done WHERE expires_at <= ? LIMIT ?)",
        0,
    ),
    (
        "DELETE FROM throttles WHERE (realm, key) IN
             (SELECT realm, key FROM throttles WHERE last_failure_at <= ? LIMIT ?)",
        FORGIVEN_AFTER,
    ),
];

impl Database {
    /// Deletes what had run out by `now`: at most `limit` of each kind, so that nobody waits for it. Returns how many
    /// there were in all.
    pub(crate) async fn sweep(&self, now: i64, limit: u32) -> Result<u64, StoreError> {
        let mut swept = 0;
        for (query, age) in SWEPT {
            let done = sqlx::query(query).bind(now - age).bind(limit).execute(&self.writer).await;
            swept += done.map_err(unavailable)?.rows_affected();
        }
        Ok(swept)
    }
}
