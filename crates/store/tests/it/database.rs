//! Opening a database as the server does, and reaching into it as the server never would.

use std::path::Path;
use std::sync::Arc;

use authn::{SystemClock, SystemRandom};
use sqlx::{ConnectOptions as _, Connection as _};
use store::{OpenError, SqliteStore};

pub(crate) async fn open(path: &Path) -> Result<SqliteStore, OpenError> {
    SqliteStore::open(path, Arc::new(SystemClock), Arc::new(SystemRandom)).await
}

pub(crate) async fn execute(path: &Path, sql: &'static str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
    let mut connection = options.connect().await.unwrap();
    sqlx::query(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
