//! SQLite: one file beside the program, and no service to run.
//!
//! One connection writes, several read (WAL lets them do so at the same time), and every commit is on the disk
//! before it is acknowledged.

mod accounts;
mod crowd;
mod experiments;
mod known_devices;
mod lab;
mod open;
mod row;
mod sandboxes;
mod session_store;
mod sessions;
mod throttles;
mod token_room;

pub use crowd::Kept;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use authn::{Clock, Random, StoreError};
use sqlx::sqlite::SqlitePool;
use sqlx::{Sqlite, Transaction};

/// Everything in one SQLite file. Cheap to clone: clones share the connections.
#[derive(Clone)]
pub struct SqliteStore {
    readers: SqlitePool,
    writer: SqlitePool,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    look_ups: Arc<AtomicU64>,
}

impl SqliteStore {
    /// Begins a change. Taking the write lock at once, not at the first write, means that two of them never
    /// deadlock over who may go first.
    async fn change(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        self.writer.begin_with("BEGIN IMMEDIATE").await.map_err(unavailable)
    }

    /// How often this store was asked whether a credential is still good: a session's row, or a denylist's.
    #[must_use]
    pub fn look_ups(&self) -> u64 {
        self.look_ups.load(Ordering::Relaxed)
    }

    fn count_look_up(&self) {
        self.look_ups.fetch_add(1, Ordering::Relaxed);
    }

    /// Closes the connections; what was acknowledged is in the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SqliteStore")
    }
}

fn unavailable(error: sqlx::Error) -> StoreError {
    StoreError::Unavailable(error.to_string())
}
