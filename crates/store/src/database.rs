//! A database that is open, whichever engine it is: the house and the lab know their rows by traits alone.

use std::sync::Arc;

use async_trait::async_trait;
use authn::{Clock, Random, Sessions, Store, Throttles};
use lab::{ExperimentStore, KeptOn, LabStore};

use crate::cache::{Leases, OneProcess};
use crate::postgres::PostgresLeases;
use crate::{DatabaseAddress, OpenError, PostgresStore, RedisAddress, RedisStore, SqliteStore};

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
    /// Who remembers sessions, and hears of what has changed.
    pub leases: Arc<dyn Leases>,
    /// Which engine keeps what.
    pub kept_on: KeptOn,
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
    /// Opens a database, brings it up to date, and makes it if it is a file that does not exist. Of a server at most so many
    /// `connections` are used.
    ///
    /// # Errors
    /// [`OpenError`], with a sentence that says what to do.
    pub async fn open(
        address: &DatabaseAddress,
        connections: u32,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, OpenError> {
        match address {
            DatabaseAddress::File(path) => {
                if let Some((kind, _)) = path.to_str().and_then(|text| text.split_once("://")) {
                    return Err(OpenError::OtherKind(kind.to_owned()));
                }
                Ok(SqliteStore::open(path, clock, random).await?.into())
            }
            DatabaseAddress::Postgres(server) => {
                Ok(PostgresStore::open(server, connections, clock, random).await?.into())
            }
        }
    }

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
            leases: Arc::new(OneProcess),
            kept_on: KeptOn { rows: "SQLite", sessions: "SQLite" },
            engines: vec![store],
        }
    }
}

impl Database {
    /// The same, with sessions and failed attempts on Redis, if there is an `address`.
    ///
    /// # Errors
    /// [`OpenError`], with a sentence that says what to do.
    pub async fn with_sessions_on(
        self,
        address: Option<&RedisAddress>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, OpenError> {
        let Some(address) = address else { return Ok(self) };
        let redis = Arc::new(RedisStore::open(address, Arc::clone(&self.accounts), clock, random).await?);
        let sessions = Arc::<RedisStore>::clone(&redis);
        let kept_on = KeptOn { sessions: "Redis", ..self.kept_on };
        Ok(Self { sessions, throttles: redis, kept_on, ..self })
    }
}

impl From<PostgresStore> for Database {
    fn from(store: PostgresStore) -> Self {
        let store = Arc::new(store);
        Self {
            accounts: Arc::<PostgresStore>::clone(&store),
            sessions: Arc::<PostgresStore>::clone(&store),
            throttles: Arc::<PostgresStore>::clone(&store),
            lab: Arc::<PostgresStore>::clone(&store),
            experiments: Arc::<PostgresStore>::clone(&store),
            leases: Arc::new(PostgresLeases::of(PostgresStore::clone(&store))),
            kept_on: KeptOn { rows: "PostgreSQL", sessions: "PostgreSQL" },
            engines: vec![store],
        }
    }
}

#[async_trait]
impl Engine for PostgresStore {
    async fn close(&self) {
        Self::close(self).await;
    }
}

#[async_trait]
impl Engine for SqliteStore {
    async fn close(&self) {
        Self::close(self).await;
    }
}
