//! PostgreSQL: a server that several nodes share.
//!
//! Every transaction runs at READ COMMITTED, and is right there because it takes a lock before it looks. What two nodes could
//! decide at once is decided by one statement (`UPDATE … WHERE version = $1`, `DELETE … RETURNING`, `ON CONFLICT`), or
//! under the lock of one row that both must have first: the user's for what ends sessions and for ways in, the
//! sandbox's for the lab's rooms ([`PostgresStore::change_in`]). Nothing is ever retried: whoever comes second waits, looks
//! again, and finds what the first left.
//!
//! A database that does not answer is lost in less than two seconds ([`answer`]).

mod accounts;
mod address;
mod answer;
mod denied_tokens;
mod experiments;
mod identities;
mod known_devices;
mod lab;
mod leases;
mod naive_sessions;
mod open;
mod room_rows;
mod row;
mod sandboxes;
mod session_store;
mod sessions;
mod sign_in_attempts;
mod throttles;
mod token_room;

pub use address::PostgresAddress;
pub(crate) use leases::PostgresLeases;

use std::fmt;
use std::sync::Arc;

use authn::{Clock, Random, StoreError};
use domain::{SandboxId, UserId};
use sqlx::postgres::PgPool;

use crate::queries;
use answer::{Asks, Change};

/// Everything in one database of a PostgreSQL server. Cheap to clone: clones share the connections.
#[derive(Clone)]
pub struct PostgresStore {
    pool: PgPool,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl PostgresStore {
    /// Begins a change.
    async fn change(&self, what: &'static str) -> Result<Change, StoreError> {
        queries::note(what);
        Change::begin(&self.pool).await.map_err(unavailable)
    }

    /// Begins a change of what is a sandbox's. Another of the same sandbox waits for it, so that what it counted is still
    /// true when it writes.
    async fn change_in(&self, sandbox: &SandboxId, what: &'static str) -> Result<Change, StoreError> {
        let mut change = self.change(what).await?;
        // The weakest lock that keeps another of its kind out: whoever adds a row that refers to the sandbox need not wait.
        sqlx::query("SELECT FROM sandboxes WHERE id = $1 FOR NO KEY UPDATE")
            .bind(sandbox.as_str())
            .execute(&mut change)
            .await
            .map_err(unavailable)?;
        Ok(change)
    }

    /// Begins a change of what is a user's. It waits for a sign-in of theirs that is under way, and the next waits for it.
    async fn change_of(&self, user: UserId, what: &'static str) -> Result<Change, StoreError> {
        let mut change = self.change(what).await?;
        sqlx::query("SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE")
            .bind(user.0)
            .execute(&mut change)
            .await
            .map_err(unavailable)?;
        Ok(change)
    }

    /// The connections, for one query.
    fn reads(&self, what: &'static str) -> Asks<'_> {
        queries::note(what);
        Asks(&self.pool)
    }

    /// The same for one statement that changes something: here they are no others.
    fn writes(&self, what: &'static str) -> Asks<'_> {
        self.reads(what)
    }

    /// Closes the connections; what was acknowledged is in the database.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostgresStore")
    }
}

fn unavailable(error: sqlx::Error) -> StoreError {
    queries::note_failure();
    StoreError::Unavailable(error.to_string())
}
