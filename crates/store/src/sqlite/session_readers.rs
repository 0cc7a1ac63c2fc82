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

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    /// What takes SQLite longer than anybody looks for the answer in one go.
    const LONG: &str = "WITH RECURSIVE counted(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM counted WHERE number < 100000)
                        SELECT count(*) FROM counted";

    async fn ask(readers: &SessionReaders, question: &'static str) -> Result<i64, Error> {
        let mut connection = readers.take().await?;
        sqlx::query_scalar(question).fetch_one(&mut *connection).await
    }

    #[tokio::test]
    async fn whoever_hangs_up_leaves_a_connection_that_answers_the_next_one() {
        let readers = SessionReaders::open(&SqliteConnectOptions::new().in_memory(true), 1).await.unwrap();
        for _ in 0..20 {
            assert!(ask(&readers, LONG).now_or_never().is_none(), "sent, and dropped before the answer came");
            assert_eq!(ask(&readers, "SELECT 42").await.unwrap(), 42);
        }
    }

    #[tokio::test]
    async fn nobody_is_answered_once_they_are_closed() {
        let readers = SessionReaders::open(&SqliteConnectOptions::new().in_memory(true), 2).await.unwrap();
        readers.close().await;
        assert!(matches!(ask(&readers, "SELECT 42").await, Err(Error::PoolClosed)));
    }
}
