//! An engine that is open: for one test, with nothing in it but the sandbox of everybody who has none.

use std::sync::Arc;

use authn::{Clock, ManualClock, SystemRandom};
use domain::SandboxId;
use sqlx::postgres::PgPool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use store::{Database, DatabaseAddress};
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
}

/// A database of a test's own, and the clock that it goes by.
pub(crate) struct Engine {
    pub(crate) database: Database,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) rows: Rows,
    pub(crate) sandbox: SandboxId,
    address: DatabaseAddress,
    _folder: TempDir,
}

impl Kind {
    pub(crate) const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

impl Engine {
    pub(crate) async fn open(kind: Kind, servers: &Servers) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = Arc::new(ManualClock::new(START));
        let (address, rows) = match kind {
            Kind::Sqlite => {
                let path = folder.path().join("house.db");
                let options = SqliteConnectOptions::new().filename(&path).foreign_keys(false);
                (DatabaseAddress::File(path), Rows::Sqlite(SqlitePool::connect_lazy_with(options)))
            }
            Kind::Postgres => {
                let url = servers.new_postgres_database().await;
                (url.parse().unwrap(), Rows::Postgres(PgPool::connect_lazy(&url).unwrap()))
            }
        };
        let database = node(&address, &clock).await;
        let sandbox = SandboxId::default();
        database.accounts.create_sandbox(&sandbox, &[], START).await.unwrap();
        Self { database, clock, rows, sandbox, address, _folder: folder }
    }

    /// What another node has open: the same rows, by connections of its own.
    pub(crate) async fn another_node(&self) -> Database {
        node(&self.address, &self.clock).await
    }

    pub(crate) async fn close(&self) {
        self.database.close().await;
        self.rows.close().await;
    }
}

async fn node(address: &DatabaseAddress, clock: &Arc<ManualClock>) -> Database {
    let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(clock);
    Database::open(address, 8, clock, Arc::new(SystemRandom)).await.unwrap()
}
