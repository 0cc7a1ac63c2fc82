//! The rows behind the session cookie, as they pass through the memory of this node.

use std::sync::Arc;

use async_trait::async_trait;
use authn::cookie_session::{SignIn, device_id};
use authn::{Sessions as _, StoreError};
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

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        SignIn::into_record(*id, self.find_session(&device_id(*id)).await)
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let (rows, id) = (Arc::clone(&self.rows), *id);
        let delete =
            async move { rows.delete(&id).await.map_err(|error| StoreError::Unavailable(error.to_string())) };
        let deleted = self.node.carry_out(Change::Session(device_id(id)), delete).await;
        deleted.map_err(|error| Error::Backend(error.to_string()))
    }
}
