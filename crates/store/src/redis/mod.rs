//! Redis: sessions and failed attempts, which come and go; accounts stay in the database.
//!
//! A session says whose it is and at which version of the password it began, and nothing of the account. Whom that is, and
//! whether the version is still the current one, is asked of the database with each request: so a change of the password,
//! or a disabled account, ends every session in one transaction there, whether Redis can be reached or not.
//!
//! What has to happen in one step is a Lua script, for Redis runs one at a time. All times come from the house's clock; the
//! clock of Redis only says when a key that is over may go, and is told how many seconds that is, so the two
//! need not agree.

mod address;
mod advice;
mod connection;
mod open;
mod row;
mod scripts;
mod session_store;
mod sessions;
mod throttles;

pub use address::RedisAddress;

use std::fmt;
use std::sync::Arc;

use authn::{Clock, Random, Store, StoreError};
use domain::DeviceId;
use redis::RedisError;

use crate::queries;
use connection::Connection;

/// Sessions and failed attempts in one Redis, beside the database of their accounts. Cheap to clone: clones share the
/// connection.
#[derive(Clone)]
pub struct RedisStore {
    connection: Connection,
    /// What every key begins with: it names the house.
    house: Arc<str>,
    accounts: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl RedisStore {
    /// The connection, for one question.
    fn asks(&self, what: &'static str) -> Connection {
        queries::note(what);
        self.connection.clone()
    }

    /// The key of a session: under the hash of its id, never under the id.
    fn session_key(&self, id: &DeviceId) -> String {
        format!("{}session:{id}", self.house)
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RedisStore")
    }
}

fn unavailable(error: RedisError) -> StoreError {
    queries::note_failure();
    StoreError::Unavailable(error.to_string())
}
