//! Connecting: once at the start, so that whoever starts the server hears of a wrong address.

use std::sync::Arc;

use authn::{Clock, Random, Store};
use redis::RedisError;

use super::connection::Connection;
use super::{RedisAddress, RedisStore, advice};
use crate::OpenError;

impl RedisStore {
    /// Connects to the Redis at `address`, for the sessions of these `accounts`. Every key begins with the name that the
    /// accounts' database has for itself, so several houses may share one Redis.
    ///
    /// # Errors
    /// [`OpenError`], with a sentence that says what to do; nothing was written.
    pub async fn open(
        address: &RedisAddress,
        accounts: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, OpenError> {
        let explain = |error: RedisError| OpenError::Redis(address.clone(), error.to_string());
        let info = address.connection_info().map_err(explain)?;
        let connection = Connection::open(info).await.map_err(explain)?;
        let house_id = accounts.house_id().await.map_err(OpenError::HouseId)?;
        advice::give(connection.clone()).await;
        let house = format!("two-doors:{house_id}:").into();
        Ok(Self { connection, house, accounts, clock, random })
    }
}
