//! The provider's own rows, in a file of its own. No other party opens it.
//!
//! One connection writes, several read, and every commit is on the disk before it is acknowledged.

mod account;
mod ceremonies;
mod enrolment;
mod grants;
mod logout;
mod open;
mod realms;
mod second_factor;
mod sessions;
mod sweep;
mod throttles;
mod tokens;

use authn::StoreError;
use sqlx::sqlite::SqlitePool;
use sqlx::{Sqlite, Transaction};

pub(crate) use account::{Account, OpenSession};
pub(crate) use ceremonies::{Ceremony, PasswordDone, Purpose};
pub(crate) use grants::NewGrant;
pub(crate) use logout::EndedSession;
pub(crate) use realms::NewUser;
pub(crate) use second_factor::{StoredFactors, StoredPasskey};
pub(crate) use sessions::{NewSession, Session};
pub(crate) use tokens::{Bought, NewTokens, Purchase, Redemption, Renewal, UserInfo};

/// Everything in one SQLite file.
#[derive(Debug)]
pub(crate) struct Database {
    readers: SqlitePool,
    writer: SqlitePool,
}

impl Database {
    /// Begins a change. Taking the write lock at once, not at the first write, means that two of them never
    /// deadlock over who may go first.
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
