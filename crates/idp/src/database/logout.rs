//! The end of a session, and of everything that it bought.

use authn::StoreError;
use domain::SandboxId;
use sqlx::{FromRow, Sqlite, Transaction};

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

/// The sessions of a realm that signed somebody in anywhere, within a change.
pub(super) async fn sessions_of(
    change: &mut Transaction<'_, Sqlite>,
    realm: &SandboxId,
) -> Result<Vec<EndedSession>, StoreError> {
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT s.sid, u.subject, c.client_id FROM sessions s
         JOIN users u ON u.id = s.user_id JOIN session_clients c ON c.session_id = s.id
         WHERE u.realm = ? ORDER BY s.id",
    )
    .bind(realm.as_str())
    .fetch_all(&mut **change)
    .await
    .map_err(unavailable)?;
    let sessions = rows.chunk_by(|(one, ..), (other, ..)| one == other);
    let ended = sessions.map(|rows| EndedSession {
        sid: rows[0].0.clone(),
        subject: rows[0].1.clone(),
        client_ids: rows.iter().map(|(_, _, client_id)| client_id.clone()).collect(),
    });
    Ok(ended.collect())
}
