//! An engine that is open: for one test, with nothing in it but the sandbox of everybody who has none.

use std::sync::Arc;

use authn::{Clock, ManualClock, SystemRandom};
use domain::SandboxId;
use sqlx::postgres::PgPool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use store::{Database, DatabaseAddress, RedisAddress};
use tempfile::TempDir;

use crate::keys::Keys;
use crate::rows::Rows;
use crate::servers::Servers;

/// When every test begins, in seconds since 1970.
pub(crate) const START: i64 = 1_800_000_000;

/// The engines. Another is one more line here and in `rows.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
    /// Sessions and failed attempts on Redis, accounts in SQLite.
    Redis,
}

/// A database of a test's own, and the clock that it goes by.
pub(crate) struct Engine {
    pub(crate) database: Database,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) rows: Rows,
    pub(crate) sandbox: SandboxId,
    address: DatabaseAddress,
    sessions: Option<RedisAddress>,
    _folder: TempDir,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::Redis];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Redis => "redis",
        }
    }

    /// Whether sessions and failures are rows of a table, which have to be swept. On Redis they go by themselves
    /// (`tests/redis/keys.rs`).
    pub(crate) const fn keeps_rows(self) -> bool {
        match self {
            Self::Sqlite | Self::Postgres => true,
            Self::Redis => false,
        }
    }
}

impl Engine {
    pub(crate) async fn open(kind: Kind, servers: &Servers) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = Arc::new(ManualClock::new(START));
        let path = folder.path().join("house.db");
        let (address, sessions) = match kind {
            Kind::Sqlite => (path.display().to_string(), None),
            Kind::Postgres => (servers.new_postgres_database().await, None),
            Kind::Redis => (path.display().to_string(), Some(RedisAddress::from(servers.redis()))),
        };
        let rows = match kind {
            Kind::Sqlite => {
                let options = SqliteConnectOptions::new().filename(&path).foreign_keys(false);
                Some(Rows::Sqlite(SqlitePool::connect_lazy_with(options)))
            }
            Kind::Postgres => Some(Rows::Postgres(PgPool::connect_lazy(&address).unwrap())),
            Kind::Redis => None,
        };
        let address = address.parse().unwrap();
        let database = node(&address, sessions.as_ref(), &clock).await;
        let rows = match rows {
            Some(rows) => rows,
            None => Rows::Redis(Keys::open(&servers.redis(), &database).await),
        };
        let sandbox = SandboxId::default();
        database.accounts.create_sandbox(&sandbox, &[], START).await.unwrap();
        Self { database, clock, rows, sandbox, address, sessions, _folder: folder }
    }

    /// What another node has open: the same rows, by connections of its own.
    pub(crate) async fn another_node(&self) -> Database {
        node(&self.address, self.sessions.as_ref(), &self.clock).await
    }

    pub(crate) async fn close(&self) {
        self.database.close().await;
        self.rows.close().await;
    }
}

async fn node(
    address: &DatabaseAddress,
    sessions: Option<&RedisAddress>,
    clock: &Arc<ManualClock>,
) -> Database {
    let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(clock);
    let database = Database::open(address, 8, Arc::clone(&clock), Arc::new(SystemRandom)).await.unwrap();
    database.with_sessions_on(sessions, clock, Arc::new(SystemRandom)).await.unwrap()
}
