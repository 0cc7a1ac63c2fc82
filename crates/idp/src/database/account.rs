//! What the owner of an account sees of it.

use authn::StoreError;
use sqlx::FromRow;

use super::{Database, Session, unavailable};

/// An account, for its owner.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Account {
    /// The row.
    pub(crate) id: i64,
    /// Its address.
    pub(crate) email: String,
    /// Its name.
    pub(crate) name: String,
}

/// A session, for its owner.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct OpenSession {
    /// What clients know it by.
    pub(crate) sid: String,
    /// How its user proved who they are.
    pub(crate) amr: String,
    /// When.
    pub(crate) auth_time: i64,
    /// When it was last used.
    pub(crate) last_seen_at: i64,
    /// The clients that it signed its user in to, with commas between.
    pub(crate) client_ids: Option<String>,
}

impl Database {
    /// The account that a session belongs to.
    pub(crate) async fn account(&self, session: &Session) -> Result<Option<Account>, StoreError> {
        sqlx::query_as("SELECT id, email, name FROM users WHERE id = ?")
            .bind(session.user_id)
            .fetch_optional(&self.readers)
            .await
            .map_err(unavailable)
    }

    /// The sessions of a user that have not ended by `now`, the latest first. Those that nobody used for long are among
    /// them: this browser would be asked again, but their clients may still renew what they have.
    pub(crate) async fn open_sessions(&self, user: i64, now: i64) -> Result<Vec<OpenSession>, StoreError> {
        sqlx::query_as(
            "SELECT s.sid, s.amr, s.auth_time, s.last_seen_at,
                    (SELECT GROUP_CONCAT(c.client_id) FROM session_clients c WHERE c.session_id = s.id) AS client_ids
             FROM sessions s WHERE s.user_id = ? AND s.expires_at > ?
             ORDER BY s.last_seen_at DESC, s.id DESC",
        )
        .bind(user)
        .bind(now)
        .fetch_all(&self.readers)
        .await
        .map_err(unavailable)
    }

    /// Notes that the user of a session has proved more than at its start: an app or a passkey was set up in it.
    pub(crate) async fn strengthen_session(&self, session: &Session, amr: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE sessions SET amr = ? WHERE id = ?")
            .bind(amr)
            .bind(session.id)
            .execute(&self.writer)
            .await
            .map_err(unavailable)?;
        Ok(())
    }
}
