//! The rows of Notes, in a file of its own. No other party opens it.
//!
//! One connection writes, several read, and every commit is on the disk before it is acknowledged.

mod attempts;
mod notes;
mod open;
mod sessions;
mod single_logout;
mod sweep;

use authn::StoreError;
use sqlx::sqlite::SqlitePool;
use sqlx::{Sqlite, Transaction};

pub(crate) use notes::{MOST_NOTES, Note};
pub(crate) use sessions::{NewSession, Person};

/// Everything in one SQLite file.
#[derive(Debug)]
pub(crate) struct Database {
    readers: SqlitePool,
    writer: SqlitePool,
}

impl Database {
    /// Begins a change, with the write lock at once.
    async fn change(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        self.writer.begin_with("BEGIN IMMEDIATE").await.map_err(unavailable)
    }

    /// Closes the connections; what was acknowledged is in the file.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

fn unavailable(error: sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::ColumnNotFound(_) => {
            StoreError::Corrupt(error.to_string())
        }
        error => StoreError::Unavailable(error.to_string()),
    }
}
