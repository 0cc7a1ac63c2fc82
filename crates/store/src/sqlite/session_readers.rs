//! The connections that answer what every request asks: whose session is this?
//!
//! sqlx's pool asks a connection that comes back whether it still lives. For SQLite that is another turn of the connection's thread
//! with each query, and a task that waits for it: as much as the query itself. These go from hand to hand without. They
//! begin no transaction, so whoever hangs up in the middle of a query leaves nothing behind for the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Error};
use tokio::sync::{MappedMutexGuard, Mutex, MutexGuard};

/// Connections, taken in turns. Cheap to clone: clones share them.
#[derive(Clone)]
pub(super) struct SessionReaders {
    connections: Arc<[Mutex<Option<SqliteConnection>>]>,
    next: Arc<AtomicUsize>,
}

impl SessionReaders {
    /// Opens so many.
    pub(super) async fn open(options: &SqliteConnectOptions, many: u32) -> Result<Self, Error> {
        let mut connections = Vec::new();
        for _ in 0..many {
            connections.push(Mutex::new(Some(SqliteConnection::connect_with(options).await?)));
        }
        Ok(Self { connections: connections.into(), next: Arc::default() })
    }

    /// One of them, for one query.
    pub(super) async fn take(&self) -> Result<MappedMutexGuard<'_, SqliteConnection>, Error> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed) % self.connections.len();
        let connection = self.connections[turn].lock().await;
        MutexGuard::try_map(connection, Option::as_mut).map_err(|_| Error::PoolClosed)
    }

    /// Closes them, once their queries are answered.
    pub(super) async fn close(&self) {
        for connection in &*self.connections {
            if let Some(connection) = connection.lock().await.take() {
                // There is nothing that it could lose.
                let _ = connection.close().await;
            }
        }
    }
}
