//! The rows behind the session cookie: what `tower_sessions` calls, and what the stock stores get wrong.
//!
//! A session is created only by a sign-in, under an id that is made here; it is never brought back by a request
//! that was in flight when it ended; and only the hash of its id is ever written.

use async_trait::async_trait;
use authn::Sessions as _;
use authn::cookie_session::{ACCOUNT_CHANGED, SignIn, device_id, expires_at};
use tower_sessions_core::SessionStore;
use tower_sessions_core::session::{Id, Record};
use tower_sessions_core::session_store::{Error, Result};

use super::PostgresStore;
use crate::fresh_id::fresh_id;
use crate::queries;

#[async_trait]
impl SessionStore for PostgresStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let sign_in =
            SignIn::of(record).ok_or_else(|| Error::Encode("a session without a sign-in".to_owned()))?;
        let (provider, now) = (sign_in.provider_session.as_ref(), self.clock.now());
        record.id = fresh_id(&*self.random);
        // The user's row is read in the same statement: whoever was disabled, or had the password changed, since
        // the credentials were checked gets no session. It is locked, so that a change that is under way is waited for:
        // to read past it would add a session that the change, which has counted already, does not end.
        let inserted = sqlx::query(
            "INSERT INTO sessions (id_hash, user_id, device, created_at, last_seen_at, expires_at,
                                   issuer, subject, sid, offers_logout, auth_time, amr, acr)
             SELECT $1, id, $2, $3, $3, $4, $7, $8, $9, $10, $11, $12, $13 FROM users
             WHERE id = $5 AND password_version = $6 AND disabled_at IS NULL FOR SHARE",
        )
        .bind(device_id(record.id).0.as_slice())
        .bind(&sign_in.device)
        .bind(now)
        .bind(expires_at(now, now))
        .bind(sign_in.user.id.0)
        .bind(sign_in.password_version)
        .bind(provider.map(|provider| provider.identity.issuer.as_str()))
        .bind(provider.map(|provider| provider.identity.subject.as_str()))
        .bind(provider.and_then(|provider| provider.sid.as_deref()))
        .bind(provider.map(|provider| provider.offers_logout))
        .bind(provider.and_then(|provider| provider.authentication.auth_time))
        .bind(provider.map(|provider| provider.authentication.amr.join(" ")))
        .bind(provider.and_then(|provider| provider.authentication.acr.as_deref()))
        .execute(self.writes("add the session"))
        .await
        .map_err(backend)?;
        if inserted.rows_affected() == 0 {
            return Err(Error::Backend(ACCOUNT_CHANGED.to_owned()));
        }
        Ok(())
    }

    /// A row has nothing that a request could change, so there is nothing to write: above all, no row that has
    /// meanwhile been deleted.
    async fn save(&self, record: &Record) -> Result<()> {
        match SignIn::of(record) {
            Some(_) if record.data.len() == 1 => Ok(()),
            _ => Err(Error::Encode("a session keeps a sign-in and nothing else".to_owned())),
        }
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        SignIn::into_record(*id, self.find_session(&device_id(*id)).await)
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sqlx::query("DELETE FROM sessions WHERE id_hash = $1")
            .bind(device_id(*id).0.as_slice())
            .execute(self.writes("delete the session"))
            .await
            .map_err(backend)?;
        Ok(())
    }
}

fn backend(error: sqlx::Error) -> Error {
    queries::note_failure();
    Error::Backend(error.to_string())
}
