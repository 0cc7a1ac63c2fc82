//! An engine that is open: for one test, with nothing in it but the sandbox of everybody who has none.

use std::sync::Arc;

use authn::{Clock, ManualClock, Random, SystemRandom};
use domain::SandboxId;
use sqlx::postgres::PgPool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use store::cache::SystemStopwatch;
use store::{Database, PostgresAddress, PostgresStore, SqliteStore};
use tempfile::TempDir;

use crate::rows::Rows;
use crate::servers::Servers;

/// When every test begins, in seconds since 1970.
pub(crate) const START: i64 = 1_800_000_000;

/// The engines. Another is one more line here and in `rows.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
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
    _folder: TempDir,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] =
        [Self::Sqlite, Self::Postgres, Self::CachedSqlite, Self::CachedPostgres];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::CachedSqlite => "cached_sqlite",
            Self::CachedPostgres => "cached_postgres",
        }
    }
}

impl Engine {
    pub(crate) async fn open(kind: Kind, servers: &Servers) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = Arc::new(ManualClock::new(START));
        let (as_clock, random): (Arc<dyn Clock>, Arc<dyn Random>) =
            (Arc::<ManualClock>::clone(&clock), Arc::new(SystemRandom));
        let (caches_clock, caches_random) = (Arc::clone(&as_clock), Arc::clone(&random));
        let (mut database, rows) = match kind {
            Kind::Sqlite | Kind::CachedSqlite => {
                let path = folder.path().join("house.db");
                let store = SqliteStore::open(&path, as_clock, random).await.unwrap();
                let options = SqliteConnectOptions::new().filename(&path).foreign_keys(false);
                (Database::from(store), Rows::Sqlite(SqlitePool::connect_with(options).await.unwrap()))
            }
            Kind::Postgres | Kind::CachedPostgres => {
                let url = servers.new_postgres_database().await;
                let address = PostgresAddress::of(&url).unwrap();
                let store = PostgresStore::open(&address, 8, as_clock, random).await.unwrap();
                (Database::from(store), Rows::Postgres(PgPool::connect(&url).await.unwrap()))
            }
        };
        if matches!(kind, Kind::CachedSqlite | Kind::CachedPostgres) {
            let (with, stopwatch) =
                ((true, caches_clock, &*caches_random), Arc::new(SystemStopwatch::default()));
            database = database.with_session_cache(with, stopwatch).await;
        }
        let sandbox = SandboxId::default();
        database.accounts.create_sandbox(&sandbox, &[], START).await.unwrap();
        Self { database, clock, rows, sandbox, _folder: folder }
    }

    pub(crate) async fn close(&self) {
        self.database.close().await;
        self.rows.close().await;
    }
}
