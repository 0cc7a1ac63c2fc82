//! The rows behind the cookies, for a layer that wants to know what kind of store it is given: one kind, whatever engine
//! keeps them.

use std::sync::Arc;

use async_trait::async_trait;
use tower_sessions_core::SessionStore;
use tower_sessions_core::session::{Id, Record};
use tower_sessions_core::session_store::Result;

use crate::Sessions;

/// The sessions of a house. Cheap to clone: clones share the store.
#[derive(Clone, Debug)]
pub struct SessionRows(pub Arc<dyn Sessions>);

#[async_trait]
impl SessionStore for SessionRows {
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.0.create(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.0.save(record).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        self.0.load(id).await
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.delete(id).await
    }
}
