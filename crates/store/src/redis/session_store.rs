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

use super::row::Row;
use super::{RedisStore, scripts};
use crate::fresh_id::fresh_id;

#[async_trait]
impl SessionStore for RedisStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let sign_in =
            SignIn::of(record).ok_or_else(|| Error::Encode("a session without a sign-in".to_owned()))?;
        // Whoever was disabled, or had the password changed, since the credentials were checked gets no session. What changes
        // between this look and the next line is no matter: `load` looks again, and the session is dead.
        let owner = self.accounts.session_owner(sign_in.user.id).await.map_err(backend)?;
        if owner.is_none_or(|owner| owner.password_version != sign_in.password_version) {
            return Err(Error::Backend(ACCOUNT_CHANGED.to_owned()));
        }
        let now = self.clock.now();
        let row = Row::new(sign_in, now, expires_at(now, now));
        record.id = fresh_id(&*self.random);
        let mut create = scripts::CREATE.arg(&*self.house);
        create.arg(device_id(record.id).to_string()).arg(now).arg(row.expires_at);
        for (name, value) in row.fields() {
            create.arg(name).arg(value);
        }
        create.invoke_async(&mut self.asks("add the session")).await.map_err(backend)
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
        let mut end = scripts::END.arg(&*self.house);
        end.arg(device_id(*id).to_string()).arg("");
        end.invoke_async(&mut self.asks("delete the session")).await.map_err(backend)
    }
}

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}
