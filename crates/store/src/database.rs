//! A database that is open, whichever engine it is: the house and the lab know their rows by traits alone.

use std::sync::Arc;

use async_trait::async_trait;
use authn::{Sessions, Store, Throttles};
use lab::{ExperimentStore, LabStore};

use crate::SqliteStore;

/// Where everything is kept. Cheap to clone: clones share the connections.
#[derive(Clone)]
pub struct Database {
    /// Accounts and sandboxes.
    pub accounts: Arc<dyn Store>,
    /// The rows behind the session cookies.
    pub sessions: Arc<dyn Sessions>,
    /// Failed attempts.
    pub throttles: Arc<dyn Throttles>,
    /// The lab's rooms.
    pub lab: Arc<dyn LabStore>,
    /// Predictions and runs.
    pub experiments: Arc<dyn ExperimentStore>,
    /// What holds connections.
    pub(crate) engines: Vec<Arc<dyn Engine>>,
}

/// What keeps some of it, and is told when nobody asks any more.
#[async_trait]
pub(crate) trait Engine: Send + Sync {
    /// Closes its connections; what was acknowledged is kept.
    async fn close(&self);
}

impl Database {
    /// Closes the connections; what was acknowledged is kept.
    pub async fn close(&self) {
        for engine in &self.engines {
            engine.close().await;
        }
    }
}

impl From<SqliteStore> for Database {
    fn from(store: SqliteStore) -> Self {
        let store = Arc::new(store);
        Self {
            accounts: Arc::<SqliteStore>::clone(&store),
            sessions: Arc::<SqliteStore>::clone(&store),
            throttles: Arc::<SqliteStore>::clone(&store),
            lab: Arc::<SqliteStore>::clone(&store),
            experiments: Arc::<SqliteStore>::clone(&store),
            engines: vec![store],
        }
    }
}

#[async_trait]
impl Engine for SqliteStore {
    async fn close(&self) {
        Self::close(self).await;
    }
}
