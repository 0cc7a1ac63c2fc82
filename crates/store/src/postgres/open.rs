//! Opening a database: reach the server, check what is there, bring it up to date.

use std::sync::Arc;
use std::time::Duration;

use authn::{Clock, Random};
use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::{Connection as _, Executor as _};
use tokio::time::timeout;

use super::answer::CONNECTED_WITHIN;
use super::{PostgresAddress, PostgresStore};
use crate::{DatabaseAddress, OpenError};

/// SQLSTATE, <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
const INVALID_PASSWORD: &str = "28P01";
const INVALID_AUTHORIZATION: &str = "28000";
const NO_SUCH_DATABASE: &str = "3D000";
const READ_ONLY: &str = "25006";
const INSUFFICIENT_PRIVILEGE: &str = "42501";
const DUPLICATE_TABLE: &str = "42P07";

/// What every connection is told. A statement that nobody waits for any more ends on the server too, and a transaction
/// that was left open holds no lock for long.
const SETTINGS: &str = "SET default_transaction_isolation = 'read committed';
                        SET statement_timeout = '900ms';
                        SET idle_in_transaction_session_timeout = '10s'";

/// How long somebody who starts the program waits for the server.
const REACHED_WITHIN: Duration = Duration::from_secs(10);
/// A connection that has rested for so long is asked whether it still lives, before something is asked of it.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

impl PostgresStore {
    /// Opens a database that exists, and applies the migrations it lacks: of several nodes that start at once, one does. At
    /// most so many connections are used.
    ///
    /// # Errors
    /// [`OpenError`], with a sentence that says what to do; what is there is left as it was.
    pub async fn open(
        address: &PostgresAddress,
        connections: u32,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, OpenError> {
        let place = || DatabaseAddress::Postgres(address.clone());
        let options = address.options().map_err(|error| OpenError::NoAddress(error.to_string()))?;
        let options = options.application_name("two-doors");
        timeout(REACHED_WITHIN, migrate(&options))
            .await
            .unwrap_or_else(|_| Err(MigrateError::Execute(sqlx::Error::PoolTimedOut)))
            .map_err(|error| explain(place(), error))?;
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(CONNECTED_WITHIN)
            .test_before_acquire(false)
            // After the server has been away, nobody is handed a connection to the one that was.
            .before_acquire(|connection, resting| {
                Box::pin(async move {
                    if resting.idle_for > TRUSTED_FOR {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .after_connect(|connection, _| {
                Box::pin(async move { connection.execute(SETTINGS).await.map(drop) })
            })
            .connect_with(options)
            .await
            .map_err(|error| explain(place(), MigrateError::Execute(error)))?;
        Ok(Self { pool, clock, random })
    }
}

/// On a connection of its own, which may take its time. sqlx holds an advisory lock meanwhile, so that nodes that start together
/// come one after the other.
async fn migrate(options: &PgConnectOptions) -> Result<(), MigrateError> {
    let mut connection = PgConnection::connect_with(options).await?;
    sqlx::migrate!("migrations/postgres").run(&mut connection).await?;
    Ok(connection.close().await?)
}

fn explain(place: DatabaseAddress, error: MigrateError) -> OpenError {
    let error = match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => return OpenError::Newer(place),
        MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => return OpenError::NotADatabase(place),
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error,
        error => return OpenError::Other(place, error.to_string()),
    };
    let code = error.as_database_error().and_then(|error| error.code());
    match (code.as_deref(), &error) {
        (Some(INVALID_PASSWORD | INVALID_AUTHORIZATION), _) => OpenError::NotLetIn(place, error.to_string()),
        (Some(NO_SUCH_DATABASE), _) => OpenError::NoSuchDatabase(place),
        (Some(READ_ONLY | INSUFFICIENT_PRIVILEGE), _) => OpenError::NotWritable(place, error.to_string()),
        (Some(DUPLICATE_TABLE), _) => OpenError::NotADatabase(place),
        (_, sqlx::Error::Io(error)) => OpenError::NotReached(place, error.to_string()),
        (_, sqlx::Error::PoolTimedOut) => OpenError::NotReached(place, "it does not answer".to_owned()),
        _ => OpenError::Other(place, error.to_string()),
    }
}
