//! The browsers that are signed in here, and whom they are signed in as.

use authn::StoreError;
use authn::relying_party::Identified;
use sqlx::FromRow;

use super::{Database, unavailable};
use crate::session::SessionDigest;

/// A session that is used more often than this, in seconds, is written down once.
const SEEN_EVERY: i64 = 60;

/// A session that is about to be.
#[derive(Debug)]
pub(crate) struct NewSession<'a> {
    /// Of what the browser will bring.
    pub(crate) id: SessionDigest,
    /// The one that the browser had before.
    pub(crate) instead_of: Option<SessionDigest>,
    /// Whose, and of which session of the provider's.
    pub(crate) identified: &'a Identified,
    /// When it begins.
    pub(crate) now: i64,
    /// When it ends, whatever happens.
    pub(crate) expires_at: i64,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Person {
    /// The row.
    pub(crate) id: i64,
    /// The provider, by its own name for itself.
    pub(crate) issuer: String,
    /// Its name for them.
    pub(crate) subject: String,
    /// What they want to be called.
    pub(crate) name: Option<String>,
    /// Their address.
    pub(crate) email: Option<String>,
}

#[derive(FromRow)]
struct Found {
    #[sqlx(flatten)]
    person: Person,
    last_seen_at: i64,
}

impl Database {
    /// Whose session a cookie opens at `now`, if they are `issuer`'s and were seen after `idle_since`. To be looked at keeps it
    /// awake.
    pub(crate) async fn find_session(
        &self,
        id: SessionDigest,
        issuer: &str,
        now: i64,
        idle_since: i64,
    ) -> Result<Option<Person>, StoreError> {
        let found: Option<Found> = sqlx::query_as(
            "SELECT p.id, p.issuer, p.subject, p.name, p.email, s.last_seen_at
             FROM sessions s JOIN people p ON p.id = s.person_id
             WHERE s.id_hash = ? AND p.issuer = ? AND s.expires_at > ? AND s.last_seen_at > ?",
        )
        .bind(id.bytes())
        .bind(issuer)
        .bind(now)
        .bind(idle_since)
        .fetch_optional(&self.readers)
        .await
        .map_err(unavailable)?;
        let Some(Found { person, last_seen_at }) = found else { return Ok(None) };
        if now - last_seen_at >= SEEN_EVERY {
            // A session that has ended meanwhile stays so: this changes a row, and makes none.
            sqlx::query("UPDATE sessions SET last_seen_at = ? WHERE id_hash = ?")
                .bind(now)
                .bind(id.bytes())
                .execute(&self.writer)
                .await
                .map_err(unavailable)?;
        }
        Ok(Some(person))
    }

    /// Begins a session, and ends the one that the browser had. Returns whether it did: one that the provider has ended by now does
    /// not begin.
    pub(crate) async fn begin_session(&self, new: NewSession<'_>) -> Result<bool, StoreError> {
        let who = new.identified;
        let mut change = self.change().await?;
        let person: i64 = sqlx::query_scalar(
            "INSERT INTO people (issuer, subject, name, email) VALUES (?, ?, ?, ?)
             ON CONFLICT (issuer, subject) DO UPDATE SET name = excluded.name, email = excluded.email
             RETURNING id",
        )
        .bind(&who.identity.issuer)
        .bind(&who.identity.subject)
        .bind(who.name.as_ref().map(domain::UserName::as_str))
        .bind(who.email.as_ref().map(domain::Email::as_str))
        .fetch_one(&mut *change)
        .await
        .map_err(unavailable)?;
        if let Some(old) = new.instead_of {
            let ended = sqlx::query("DELETE FROM sessions WHERE id_hash = ?").bind(old.bytes());
            ended.execute(&mut *change).await.map_err(unavailable)?;
        }
        let begun = sqlx::query(
            "INSERT INTO sessions (id_hash, person_id, sid, last_seen_at, expires_at)
             SELECT ?1, ?2, ?3, ?4, ?5
             WHERE NOT EXISTS (SELECT 1 FROM ended_sessions WHERE issuer = ?6 AND sid = ?3)",
        )
        .bind(new.id.bytes())
        .bind(person)
        .bind(who.sid.as_deref())
        .bind(new.now)
        .bind(new.expires_at)
        .bind(&who.identity.issuer)
        .execute(&mut *change)
        .await
        .map_err(unavailable)?;
        change.commit().await.map_err(unavailable)?;
        Ok(begun.rows_affected() == 1)
    }

    /// Ends a session, if it is there.
    pub(crate) async fn end_session(&self, id: SessionDigest) -> Result<(), StoreError> {
        let ended = sqlx::query("DELETE FROM sessions WHERE id_hash = ?").bind(id.bytes());
        ended.execute(&self.writer).await.map(drop).map_err(unavailable)
    }
}
