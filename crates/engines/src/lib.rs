//! Database servers of one's own: real ones, started in a folder of their own on a free port of the loopback, gone when
//! they are dropped. For tests and benchmarks; the product never starts one.
//!
//! They can be stopped and started again in between, at the same address and with what they had kept: that is how a test
//! loses a database.
//!
//! ```no_run
//! # fn example(folder: &std::path::Path) -> Result<(), engines::EngineError> {
//! let mut postgres = engines::Postgres::start(&folder.join("postgres"))?;
//! let house = postgres.new_database("house")?;
//! assert!(house.starts_with("postgres://"));
//! postgres.stop();
//! postgres.start_again()?;
//! # Ok(()) }
//! ```

mod account;
mod error;
mod free_port;
mod postgres;
mod program;
mod redis;
mod running;

pub use error::EngineError;
pub use postgres::Postgres;
pub use redis::Redis;
