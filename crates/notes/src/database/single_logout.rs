//! The end of a session of the provider's, and of those here that came from it.

use authn::StoreError;
use authn::relying_party::{ATTEMPT_LIFETIME, LoggedOut};

use super::{Database, unavailable};

impl Database {
    /// Ends the sessions that a logout token names: that of its `sid`, or without one all of its subject's. Returns how many there
    /// were. Whoever is on the way back from that session comes too late.
    pub(crate) async fn end_sessions_of(&self, logged_out: &LoggedOut, now: i64) -> Result<u64, StoreError> {
        let mut change = self.change().await?;
        let ended = sqlx::query(
            "DELETE FROM sessions
             WHERE person_id IN (SELECT id FROM people WHERE issuer = ?1 AND (?2 IS NULL OR subject = ?2))
               AND (?3 IS NULL OR sid = ?3)",
        )
        .bind(&logged_out.issuer)
        .bind(logged_out.subject.as_deref())
        .bind(logged_out.sid.as_deref())
        .execute(&mut *change)
        .await
        .map_err(unavailable)?;
        if let Some(sid) = &logged_out.sid {
            sqlx::query(
                "INSERT INTO ended_sessions (issuer, sid, forgotten_at) VALUES (?, ?, ?)
                 ON CONFLICT DO NOTHING",
            )
            .bind(&logged_out.issuer)
            .bind(sid)
            // No attempt lives longer.
            .bind(now + ATTEMPT_LIFETIME)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        }
        change.commit().await.map_err(unavailable)?;
        Ok(ended.rows_affected())
    }
}
