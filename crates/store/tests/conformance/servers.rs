//! The database servers that the engines share: one of a kind, started by the first test that wants it, stopped when the last
//! has ended.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use authn::{SystemClock, SystemRandom};
use engines::Postgres;
use store::{PostgresAddress, PostgresStore};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// What every test's database is a copy of: its tables are made once.
const ORIGINAL: &str = "original";

/// None runs before somebody asks for it.
#[derive(Default)]
pub(crate) struct Servers {
    postgres: OnceCell<Cluster>,
}

struct Cluster {
    // Stopped before its folder goes.
    server: Postgres,
    copies: AtomicUsize,
    _folder: TempDir,
}

impl Servers {
    /// A database with the house's tables, and nothing in them.
    pub(crate) async fn new_postgres_database(&self) -> String {
        let cluster = self.postgres.get_or_init(Cluster::start).await;
        let name = format!("copy{}", cluster.copies.fetch_add(1, Ordering::Relaxed));
        cluster.server.new_copy_of(ORIGINAL, &name).unwrap()
    }
}

impl Cluster {
    async fn start() -> Self {
        // Open to others: as root, the server runs as somebody else.
        let folder = tempfile::Builder::new().permissions(Permissions::from_mode(0o755)).tempdir().unwrap();
        let server = Postgres::start(&folder.path().join("cluster")).unwrap();
        let address = PostgresAddress::of(&server.new_database(ORIGINAL).unwrap()).unwrap();
        let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
        PostgresStore::open(&address, 1, clock, random).await.unwrap().close().await;
        Self { server, copies: AtomicUsize::default(), _folder: folder }
    }
}
