//! The keys of one house on Redis.

use std::sync::Arc;

use authn::Sessions;
use domain::{DeviceId, UserId};
use redis::AsyncCommands as _;
use redis::aio::MultiplexedConnection;
use store::Database;

/// A way to the keys that the server does not have.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    connection: MultiplexedConnection,
    house: String,
    sessions: Arc<dyn Sessions>,
}

impl Keys {
    pub(crate) async fn open(url: &str, database: &Database) -> Self {
        let client = redis::Client::open(url).unwrap();
        let connection = client.get_multiplexed_async_connection().await.unwrap();
        let house = format!("two-doors:{}:", database.accounts.house_id().await.unwrap());
        Self { connection, house, sessions: Arc::clone(&database.sessions) }
    }

    /// What stands behind the name of the house and `begin`.
    async fn ends_of(&self, begin: &str) -> Vec<String> {
        let begin = format!("{}{begin}", self.house);
        let keys: Vec<String> = self.connection.clone().keys(format!("{begin}*")).await.unwrap();
        keys.iter().map(|key| key[begin.len()..].to_owned()).collect()
    }

    /// How many sessions are left when everybody has tidied up, as every change of an account does.
    pub(crate) async fn count_sessions(&self) -> i64 {
        for user in self.ends_of("sessions_of_user:").await {
            self.sessions.tidy_sessions(UserId(user.parse().unwrap())).await.unwrap();
        }
        i64::try_from(self.ends_of("session:").await.len()).unwrap()
    }

    /// Names and values; the hash of the id as bytes, as in a row.
    pub(crate) async fn leaked_sessions(&self) -> Vec<u8> {
        let mut leaked = Vec::new();
        for id in self.ends_of("session:").await {
            let key = format!("{}session:{id}", self.house);
            let fields: Vec<(String, Vec<u8>)> = self.connection.clone().hgetall(&key).await.unwrap();
            leaked.extend(key.bytes());
            leaked.extend(fields.into_iter().flat_map(|(name, value)| [name.into_bytes(), value].concat()));
            leaked.extend(id.parse::<DeviceId>().unwrap().0);
        }
        leaked
    }
}
