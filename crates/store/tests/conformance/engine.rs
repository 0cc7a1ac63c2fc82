//! An engine that is open: for one test, with nothing in it but the sandbox of everybody who has none.

use std::sync::Arc;

use authn::{Clock, ManualClock, Random, SystemRandom};
use domain::SandboxId;
use sqlx::postgres::PgPool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use store::cache::SystemStopwatch;
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
    /// With sessions in memory.
    CachedSqlite,
    CachedPostgres,
}

/// A database of a test's own, and the clock that it goes by.
pub(crate) struct Engine {
    pub(crate) database: Database,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) rows: Rows,
    pub(crate) sandbox: SandboxId,
    place: Place,
    _folder: TempDir,
}

/// What a node opens.
struct Place {
    address: DatabaseAddress,
    sessions: Option<RedisAddress>,
    is_cached: bool,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] =
        [Self::Sqlite, Self::Postgres, Self::Redis, Self::CachedSqlite, Self::CachedPostgres];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Redis => "redis",
            Self::CachedSqlite => "cached_sqlite",
            Self::CachedPostgres => "cached_postgres",
        }
    }

    /// Whether sessions and failures are rows of a table: they have to be swept, and there may be a million of them. On Redis they go by themselves
    /// (`tests/redis/keys.rs`).
    pub(crate) const fn keeps_rows(self) -> bool {
        !matches!(self, Self::Redis)
    }

    /// Whether several nodes may have it open. With sessions in memory a SQLite file is one process's alone.
    pub(crate) const fn is_shared(self) -> bool {
        !matches!(self, Self::CachedSqlite)
    }

    /// Whether sessions are remembered, too.
    pub(crate) const fn is_cached(self) -> bool {
        matches!(self, Self::CachedSqlite | Self::CachedPostgres)
    }
}

impl Engine {
    pub(crate) async fn open(kind: Kind, servers: &Servers) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = Arc::new(ManualClock::new(START));
        let path = folder.path().join("house.db");
        let (address, sessions) = match kind {
            Kind::Sqlite | Kind::CachedSqlite => (path.display().to_string(), None),
            Kind::Postgres | Kind::CachedPostgres => (servers.new_postgres_database().await, None),
            Kind::Redis => (path.display().to_string(), Some(RedisAddress::from(servers.redis()))),
        };
        let rows = match kind {
            Kind::Sqlite | Kind::CachedSqlite => {
                let options = SqliteConnectOptions::new().filename(&path).foreign_keys(false);
                Some(Rows::Sqlite(SqlitePool::connect_lazy_with(options)))
            }
            Kind::Postgres | Kind::CachedPostgres => {
                Some(Rows::Postgres(PgPool::connect_lazy(&address).unwrap()))
            }
            Kind::Redis => None,
        };
        let place = Place { address: address.parse().unwrap(), sessions, is_cached: kind.is_cached() };
        let database = place.open(&clock).await;
        let rows = match rows {
            Some(rows) => rows,
            None => Rows::Redis(Keys::open(&servers.redis(), &database).await),
        };
        let sandbox = SandboxId::default();
        database.accounts.create_sandbox(&sandbox, &[], START).await.unwrap();
        Self { database, clock, rows, sandbox, place, _folder: folder }
    }

    /// What another node has open: the same rows, by connections of its own.
    pub(crate) async fn another_node(&self) -> Database {
        self.place.open(&self.clock).await
    }

    pub(crate) async fn close(&self) {
        self.database.close().await;
        self.rows.close().await;
    }
}

impl Place {
    async fn open(&self, clock: &Arc<ManualClock>) -> Database {
        let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(clock);
        let random = || Arc::new(SystemRandom);
        let database = Database::open(&self.address, 8, Arc::clone(&clock), random()).await.unwrap();
        let database = database.with_sessions_on(self.sessions.as_ref(), Arc::clone(&clock), random());
        let cache = (self.is_cached, clock, &SystemRandom as &dyn Random);
        database.await.unwrap().with_session_cache(cache, Arc::new(SystemStopwatch::default())).await
    }
}
