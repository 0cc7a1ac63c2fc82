//! The lock that whoever reads has to have, held between the questions.
//!
//! Each question is a transaction of its own, and so it sees all that was acknowledged before it. For each SQLite asks the system
//! for a lock on the index of the log, and gives it back: two calls, more than half of what a look-up takes (2.7 µs with
//! them, 1.1 without). Within a process SQLite counts who has that lock, and asks the system for the first and the last of them alone. So a
//! connection that answers nobody holds it for those that do. What they see is not changed by that.
//!
//! ```text
//! open           held
//! a change       let go, so that the log can be emptied into the file and begun anew
//! it is done     held again, on the state that all who read from now on read
//! ```
//!
//! It saves time and nothing else hangs on it: where it cannot be had, each question asks for its own.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Error};

use super::point_reads::read_only;

/// Cheap to clone: clones share the lock.
#[derive(Clone, Default)]
pub(super) struct ReadLock(Arc<Mutex<Option<Connection>>>);

impl ReadLock {
    /// Has it held from now on.
    pub(super) fn open(&self, path: &Path) -> Result<(), Error> {
        let connection = read_only(path, Duration::ZERO)?;
        *self.connection() = Some(connection);
        self.hold();
        Ok(())
    }

    /// Takes it, if it can be had at once: on the last state, wherever it was before.
    pub(super) fn hold(&self) {
        self.let_go();
        if let Some(connection) = &*self.connection() {
            // A transaction has the lock from its first question on.
            let _ = connection.execute_batch("BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1");
        }
    }

    /// Gives it back.
    pub(super) fn let_go(&self) {
        if let Some(connection) = &*self.connection() {
            let _ = connection.execute_batch("ROLLBACK");
        }
    }

    /// Gives it back for good.
    pub(super) fn close(&self) {
        *self.connection() = None;
    }

    fn connection(&self) -> MutexGuard<'_, Option<Connection>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use authn::cookie_session::device_id;
    use authn::{Sandboxes as _, SystemClock, SystemRandom};
    use domain::{SandboxId, UserId};
    use tempfile::TempDir;
    use tower_sessions_core::session::Id;

    use super::*;
    use crate::SqliteStore;

    async fn house() -> (TempDir, PathBuf, SqliteStore) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("house.db");
        let store = SqliteStore::open(&path, Arc::new(SystemClock), Arc::new(SystemRandom)).await.unwrap();
        store.create_sandbox(&SandboxId::default(), &[], 0).await.unwrap();
        sqlx::query(
            "INSERT INTO users (id, sandbox, email, name, role, password_hash, created_at)
             VALUES (1, 'default', 'alice@example.test', 'Alice', 'user', '', 0)",
        )
        .execute(&store.writer)
        .await
        .unwrap();
        (folder, path, store)
    }

    async fn begin_sessions(store: &SqliteStore, from: u16, many: u16) {
        let ids: Vec<_> = (from..from + many).map(|id| device_id(Id(id.into()))).collect();
        store.begin_sessions(UserId(1), &ids, 32_000_000_000).await.unwrap();
        // Whoever is answered has not always handed the connection back.
        while store.writer.num_idle() == 0 {
            tokio::task::yield_now().await;
        }
    }

    /// Whether a reader keeps the log from being begun anew, and how much of it, in pages, is not in the file after all.
    fn empty_the_log(path: &Path) -> (bool, i64) {
        let other = Connection::open(path).unwrap();
        other.busy_timeout(Duration::ZERO).unwrap();
        let left = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)? - row.get::<_, i64>(2)?));
        other.query_row("PRAGMA wal_checkpoint(RESTART)", [], left).unwrap()
    }

    #[tokio::test]
    async fn it_is_held_between_the_questions_and_on_the_last_state() {
        let (_folder, path, store) = house().await;
        for round in 0..3 {
            begin_sessions(&store, round, 1).await;
            assert_eq!(empty_the_log(&path), (true, 0), "round {round}");
        }
        store.close().await;
    }

    #[tokio::test]
    async fn a_change_that_it_was_not_let_go_for_leaves_it_on_the_last_state_too() {
        let (_folder, path, store) = house().await;
        begin_sessions(&store, 0, 1).await;
        // As by a connection that is new: the pool asks nobody before it hands one out.
        Connection::open(&path).unwrap().execute("UPDATE users SET name = 'Alicia'", []).unwrap();
        store.read_lock.hold();
        assert_eq!(empty_the_log(&path), (true, 0));
        store.close().await;
    }

    #[tokio::test]
    async fn it_is_nobodys_while_something_is_changed_and_when_all_is_closed() {
        let (_folder, path, store) = house().await;
        let to_change_something = store.writer.acquire().await.unwrap();
        assert_eq!(empty_the_log(&path), (false, 0));
        drop(to_change_something);
        begin_sessions(&store, 0, 1).await;
        store.close().await;
        assert_eq!(empty_the_log(&path), (false, 0));
    }

    #[tokio::test]
    async fn however_much_is_written_the_log_stays_short() {
        let (_folder, path, store) = house().await;
        let length = |path: &Path| std::fs::metadata(path).unwrap().len();
        let mut longest = 0;
        for batch in 0..40 {
            begin_sessions(&store, batch * 1_000, 1_000).await;
            longest = longest.max(length(&path.with_extension("db-wal")));
        }
        let file = length(&path);
        assert!(longest < 2 * file, "a log of {longest} bytes beside a file of {file}");
        store.close().await;
    }
}
