//! Where the house keeps its rows.
//!
//! Each engine is one module that implements every trait of [`authn::Store`], and `tower_sessions`' own
//! `SessionStore`, in files of the same names: to find how SQLite does a thing, read the trait and guess the path.
//!
//! ```no_run
//! # async fn example() -> Result<(), store::OpenError> {
//! use std::sync::Arc;
//! use authn::{SystemClock, SystemRandom};
//!
//! let path = std::path::Path::new("two-doors.db");
//! let store = store::SqliteStore::open(path, Arc::new(SystemClock), Arc::new(SystemRandom)).await?;
//! # Ok(()) }
//! ```

mod address;
pub mod cache;
mod database;
mod fresh_id;
mod open_error;
mod postgres;
mod queries;
mod redis;
mod sqlite;

pub use address::DatabaseAddress;
pub use database::Database;
pub use open_error::OpenError;
pub use postgres::{PostgresAddress, PostgresStore};
pub use queries::{Noted, QueryCounts, noting, noting_all};
pub use redis::{RedisAddress, RedisStore};
pub use sqlite::{Kept, SqliteStore};
