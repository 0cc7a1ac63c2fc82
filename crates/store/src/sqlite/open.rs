//! Opening the file: create it, check it, bring it up to date.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use authn::{Clock, Random};
use sqlx::Connection as _;
use sqlx::migrate::MigrateError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::SqliteStore;
use super::point_reads::PointReads;
use super::read_lock::ReadLock;
use crate::{DatabaseAddress, OpenError};

/// Result codes of SQLite, <https://www.sqlite.org/rescode.html>.
const CORRUPT: &str = "11";
const NOT_A_DATABASE: &str = "26";
const READ_ONLY: &str = "8";
const CANNOT_OPEN: &str = "14";
const FULL: &str = "13";
const IO: &str = "10";

/// Readers at the same time. More than there are cores gains nothing.
const READERS: u32 = 4;

impl SqliteStore {
    /// Opens the database at `path`, creates it if there is none, and applies the migrations it lacks.
    ///
    /// # Errors
    /// [`OpenError`], with a sentence that says what to do; the file is left as it was.
    pub async fn open(
        path: &Path,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, OpenError> {
        make_private(path);
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5));
        let read_lock = ReadLock::default();
        let (before, after) = (read_lock.clone(), read_lock.clone());
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            // There is no wire that could be cut: asking a connection whether it still lives costs a turn of its
            // thread with each query, and tells nothing that the query would not.
            .test_before_acquire(false)
            .acquire_timeout(Duration::from_secs(5))
            // A disk that was full, and ended a transaction by itself, leaves sqlx counting it as open for good: such a
            // connection is closed, and the next change begins on a fresh one.
            .before_acquire(move |connection, _| {
                before.let_go();
                let clean = !connection.is_in_transaction();
                Box::pin(async move { Ok(clean) })
            })
            .after_release(move |_, _| {
                after.hold();
                Box::pin(async { Ok(true) })
            })
            .connect_with(options.clone())
            .await
            .map_err(|error| explain(path, &error))?;
        sqlx::migrate!("migrations/sqlite")
            .run(&writer)
            .await
            .map_err(|error| explain_migration(path, error))?;
        let reading = options.read_only(true);
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .test_before_acquire(false)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(reading)
            .await
            .map_err(|error| explain(path, &error))?;
        let point_reads = PointReads::open(path, READERS as usize)
            .map_err(|error| OpenError::Other(place(path), error.to_string()))?;
        read_lock.open(path).map_err(|error| OpenError::Other(place(path), error.to_string()))?;
        Ok(Self { readers, point_reads, read_lock, writer, clock, random })
    }
}

/// Makes the file, if there is none, so that only its owner may read it: there are password hashes in it, and SQLite
/// gives its journals the same permissions. If that fails, opening it will say why.
fn make_private(path: &Path) {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(path);
}

fn explain_migration(path: &Path, error: MigrateError) -> OpenError {
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => OpenError::Newer(place(path)),
        MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => OpenError::NotADatabase(place(path)),
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => explain(path, &error),
        error => OpenError::Other(place(path), error.to_string()),
    }
}

fn explain(path: &Path, error: &sqlx::Error) -> OpenError {
    let place = place(path);
    let code = error.as_database_error().and_then(|error| error.code().map(|code| primary(&code)));
    match code.as_deref() {
        Some(CORRUPT | NOT_A_DATABASE) => OpenError::NotADatabase(place),
        Some(READ_ONLY | CANNOT_OPEN | FULL | IO) => OpenError::NotWritable(place, error.to_string()),
        _ => OpenError::Other(place, error.to_string()),
    }
}

/// Extended result codes keep the primary one in their low byte.
fn primary(code: &str) -> String {
    code.parse::<u32>().map_or_else(|_| code.to_owned(), |code| (code & 0xff).to_string())
}

fn place(path: &Path) -> DatabaseAddress {
    DatabaseAddress::File(path.to_owned())
}
