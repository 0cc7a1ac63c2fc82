//! Opening the file: create it, and bring it up to date.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::Database;
use crate::OpenError;

/// Readers at the same time. More than there are cores gains nothing.
const READERS: u32 = 2;

impl Database {
    /// Opens the database at `path`, creates it if there is none, and applies the migrations it lacks.
    pub(crate) async fn open(path: &Path) -> Result<Self, OpenError> {
        make_private(path);
        let explain = |error: String| OpenError { path: path.to_owned(), reason: error };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5));
        let pool =
            || SqlitePoolOptions::new().test_before_acquire(false).acquire_timeout(Duration::from_secs(5));
        let writer = pool()
            .max_connections(1)
            // A disk that was full, and ended a transaction by itself, leaves sqlx counting it as open for good: such a
            // connection is closed, and the next change begins on a fresh one.
            .before_acquire(|connection, _| {
                let clean = !connection.is_in_transaction();
                Box::pin(async move { Ok(clean) })
            })
            .connect_with(options.clone())
            .await
            .map_err(|error| explain(error.to_string()))?;
        sqlx::migrate!("./migrations").run(&writer).await.map_err(|error| explain(error.to_string()))?;
        let readers = pool()
            .max_connections(READERS)
            .connect_with(options.read_only(true))
            .await
            .map_err(|error| explain(error.to_string()))?;
        Ok(Self { readers, writer })
    }
}

/// Makes the file, if there is none, so that only its owner may read it. If that fails, opening it will say why.
fn make_private(path: &Path) {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(path);
}
