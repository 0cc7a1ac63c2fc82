//! The rows behind the session cookie, as they pass through the memory of this node.

use std::sync::Arc;

use async_trait::async_trait;
use authn::StoreError;
use authn::cookie_session::{SignIn, device_id};
use tower_sessions_core::SessionStore;
use tower_sessions_core::session::{Id, Record};
use tower_sessions_core::session_store::{Error, Result};

use super::{CachedSessions, Change};

#[async_trait]
impl SessionStore for CachedSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.rows.create(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.rows.save(record).await
    }

    /// Reads the row, and remembers it: whoever comes here has asked what is remembered, and did not find it.
    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let read_in = self.node.memory.begin_to_read();
        let found = self.rows.load(id).await?;
        if let Some(sign_in) = found.as_ref().and_then(SignIn::of) {
            self.node.memory.remember(device_id(*id), sign_in, read_in);
        }
        Ok(found)
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let (rows, id) = (Arc::clone(&self.rows), *id);
        let delete =
            async move { rows.delete(&id).await.map_err(|error| StoreError::Unavailable(error.to_string())) };
        let deleted = self.node.carry_out(Change::Session(device_id(id)), delete).await;
        deleted.map_err(|error| Error::Backend(error.to_string()))
    }
}
