//! The browsers that are signed in here.

use authn::StoreError;
use domain::SandboxId;
use sqlx::FromRow;

use super::{Database, unavailable};
use crate::SecretDigest;

/// A session that is about to be.
#[derive(Debug)]
pub(crate) struct NewSession<'a> {
    /// Of what the browser will bring.
    pub(crate) id: SecretDigest,
    /// What clients will know it by.
    pub(crate) sid: &'a str,
    /// Whose.
    pub(crate) user_id: i64,
    /// Of the credentials that were looked at.
    pub(crate) credentials_version: i64,
    /// How they proved it (RFC 8176).
    pub(crate) amr: &'a str,
    /// When it ends, whatever happens.
    pub(crate) expires_at: i64,
}

/// A session that lives.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Session {
    /// The row.
    pub(crate) id: i64,
    /// What clients know it by.
    pub(crate) sid: String,
    /// Whose.
    pub(crate) user_id: i64,
    /// How they proved who they are.
    pub(crate) amr: String,
    /// When they last did.
    pub(crate) auth_time: i64,
}

impl Database {
    /// The session of a realm that a browser's cookie opens at `now`, unless it was left alone for `idle_timeout`. To
    /// be looked at keeps it awake.
    pub(crate) async fn find_session(
        &self,
        realm: &SandboxId,
        id: SecretDigest,
        now: i64,
        idle_timeout: i64,
    ) -> Result<Option<Session>, StoreError> {
        let mut change = self.change().await?;
        let found: Option<Session> = sqlx::query_as(
            "UPDATE sessions SET last_seen_at = ?
             WHERE id_hash = ? AND expires_at > ? AND last_seen_at > ?
               AND user_id IN (SELECT id FROM users WHERE realm = ?)
             RETURNING id, sid, user_id, amr, auth_time",
        )
        .bind(now)
        .bind(id.bytes())
        .bind(now)
        .bind(now - idle_timeout)
        .bind(realm.as_str())
        .fetch_optional(&mut *change)
        .await
        .map_err(unavailable)?;
        change.commit().await.map_err(unavailable)?;
        Ok(found)
    }

    /// Begins a session. Nothing, if the password or a factor has changed since they were looked at.
    pub(crate) async fn begin_session(
        &self,
        new: &NewSession<'_>,
        now: i64,
    ) -> Result<Option<Session>, StoreError> {
        sqlx::query_as(
            "INSERT INTO sessions (id_hash, sid, user_id, amr, auth_time, last_seen_at, expires_at)
             SELECT ?, ?, id, ?, ?, ?, ? FROM users WHERE id = ? AND credentials_version = ?
             RETURNING id, sid, user_id, amr, auth_time",
        )
        .bind(new.id.bytes())
        .bind(new.sid)
        .bind(new.amr)
        .bind(now)
        .bind(now)
        .bind(new.expires_at)
        .bind(new.user_id)
        .bind(new.credentials_version)
        .fetch_optional(&self.writer)
        .await
        .map_err(unavailable)
    }

    /// Lets a session that lives go on under another id, for its user has proved once more who they are: the old id is
    /// dead, and clients know it by the same `sid`. Nothing, if it has ended meanwhile, or the credentials have changed.
    pub(crate) async fn renew_session(
        &self,
        session: &Session,
        new: &NewSession<'_>,
        now: i64,
    ) -> Result<Option<Session>, StoreError> {
        sqlx::query_as(
            "UPDATE sessions SET id_hash = ?, amr = ?, auth_time = ?, last_seen_at = ?, expires_at = ?
             WHERE id = ? AND user_id = (SELECT id FROM users WHERE id = ? AND credentials_version = ?)
             RETURNING id, sid, user_id, amr, auth_time",
        )
        .bind(new.id.bytes())
        .bind(new.amr)
        .bind(now)
        .bind(now)
        .bind(new.expires_at)
        .bind(session.id)
        .bind(new.user_id)
        .bind(new.credentials_version)
        .fetch_optional(&self.writer)
        .await
        .map_err(unavailable)
    }
}

#[cfg(test)]
mod tests {
    use authn::SystemRandom;

    use super::*;
    use crate::Secret;

    const NOW: i64 = 1_800_000_000;

    fn session_of(user_id: i64, credentials_version: i64) -> NewSession<'static> {
        let id = Secret::random(&SystemRandom).digest();
        NewSession { id, sid: "s-1", user_id, credentials_version, amr: "pwd", expires_at: NOW + 60 }
    }

    // ASVS 7.4.3: between the look at the password and the session, its owner may have changed it.
    #[tokio::test]
    async fn a_session_neither_begins_nor_goes_on_by_credentials_that_have_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::open(&folder.path().join("idp.db")).await.expect("a database");
        sqlx::raw_sql(
            "INSERT INTO realms VALUES ('default', 0);
             INSERT INTO users (id, realm, subject, email, name, password_hash, created_at, credentials_version)
             VALUES (7, 'default', 's', 'alice@example.test', 'Alice', 'h', 0, 1);",
        )
        .execute(&database.writer)
        .await
        .expect("rows");

        let stale = database.begin_session(&session_of(7, 0), NOW).await.expect("an answer");
        assert!(stale.is_none(), "{stale:?}");
        let control = database.begin_session(&session_of(7, 1), NOW).await.expect("an answer");
        let session = control.expect("a session");
        let stale = database.renew_session(&session, &session_of(7, 0), NOW).await.expect("an answer");
        assert!(stale.is_none(), "{stale:?}");
        let control = database.renew_session(&session, &session_of(7, 1), NOW).await.expect("an answer");
        assert!(control.is_some());
    }
}
