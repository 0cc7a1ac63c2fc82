//! The end of a session, and of everything that it bought.

use authn::StoreError;
use domain::SandboxId;
use sqlx::FromRow;

use super::{Database, unavailable};

/// A session that has ended, and who has to hear of it.
#[derive(Clone, Debug)]
pub(crate) struct EndedSession {
    /// What its clients know it by.
    pub(crate) sid: String,
    /// What they know its user by.
    pub(crate) subject: String,
    /// The clients that it signed its user in to.
    pub(crate) client_ids: Vec<String>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    subject: String,
}

impl Database {
    /// Ends the session of a realm that clients know by `sid`, and with it every code and token. Nothing, if there is
    /// none.
    pub(crate) async fn end_session(
        &self,
        realm: &SandboxId,
        sid: &str,
    ) -> Result<Option<EndedSession>, StoreError> {
        let mut change = self.change().await?;
        let found: Option<Row> = sqlx::query_as(
            "SELECT s.id, u.subject FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.sid = ? AND u.realm = ?",
        )
        .bind(sid)
        .bind(realm.as_str())
        .fetch_optional(&mut *change)
        .await
        .map_err(unavailable)?;
        let Some(Row { id, subject }) = found else { return Ok(None) };
        let client_ids = sqlx::query_scalar("SELECT client_id FROM session_clients WHERE session_id = ?")
            .bind(id)
            .fetch_all(&mut *change)
            .await
            .map_err(unavailable)?;
        sqlx::query("DELETE FROM sessions WHERE id = ?")
            .bind(id)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        change.commit().await.map_err(unavailable)?;
        Ok(Some(EndedSession { sid: sid.to_owned(), subject, client_ids }))
    }
}
