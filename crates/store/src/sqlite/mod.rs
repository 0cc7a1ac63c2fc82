//! SQLite: one file beside the program, and no service to run.
//!
//! One connection writes, several read (WAL lets them do so at the same time), and every commit is on the disk
//! before it is acknowledged.

mod accounts;
mod crowd;
mod denied_tokens;
mod experiments;
mod identities;
mod known_devices;
mod lab;
mod naive_sessions;
mod open;
mod point_reads;
mod read_lock;
mod room_rows;
mod row;
mod sandboxes;
mod session_store;
mod sessions;
mod sign_in_attempts;
mod throttles;
mod token_room;

pub use crowd::Kept;

use std::fmt;
use std::sync::Arc;

use authn::{Clock, Random, StoreError};

use sqlx::sqlite::SqlitePool;
use sqlx::{Sqlite, Transaction};

use crate::queries;
use point_reads::PointReads;
use read_lock::ReadLock;

/// Everything in one SQLite file. Cheap to clone: clones share the connections.
#[derive(Clone)]
pub struct SqliteStore {
    readers: SqlitePool,
    point_reads: PointReads,
    read_lock: ReadLock,
    writer: SqlitePool,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl SqliteStore {
    /// Begins a change. Taking the write lock at once, not at the first write, means that two of them never
    /// deadlock over who may go first.
    async fn change(&self, what: &'static str) -> Result<Transaction<'static, Sqlite>, StoreError> {
        queries::note(what);
        self.writer.begin_with("BEGIN IMMEDIATE").await.map_err(unavailable)
    }

    /// The connections that read, for one query.
    fn reads(&self, what: &'static str) -> &SqlitePool {
        queries::note(what);
        &self.readers
    }

    /// The connections that answer on the spot, for a query that every signed-in request may ask. Whoever asks on and on lets
    /// others have a turn, as if the answer had to be waited for.
    async fn reads_at_once(&self, what: &'static str) -> &PointReads {
        queries::note(what);
        tokio::task::coop::consume_budget().await;
        &self.point_reads
    }

    /// The connection that writes, for one statement.
    fn writes(&self, what: &'static str) -> &SqlitePool {
        queries::note(what);
        &self.writer
    }

    /// Closes the connections; what was acknowledged is in the file.
    pub async fn close(&self) {
        self.point_reads.close();
        self.read_lock.close();
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
    queries::note_failure();
    StoreError::Unavailable(error.to_string())
}
