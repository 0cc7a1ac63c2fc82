//! A Redis of a test's own, a database of accounts beside it, and a clock that stands still.

use std::sync::Arc;

use authn::cookie_session::{SignIn, device_id};
use authn::relying_party::ProviderSession;
use authn::{
    Clock, Inhabitant, ManualClock, NewAccount, PasswordHash, Random, Store, StoredCredentials, SystemRandom,
};
use domain::{DeviceId, Role, SandboxId};
use engines::Redis;
use redis::aio::MultiplexedConnection;
use store::{Database, RedisAddress, RedisStore, SqliteStore};
use tempfile::TempDir;
use time::OffsetDateTime;
use tower_sessions_core::SessionStore as _;
use tower_sessions_core::session::{Id, Record};
use tower_sessions_core::session_store;

/// Long before any test is run: the clock of Redis is another.
pub(crate) const START: i64 = 1_000_000_000;

pub(crate) struct Place {
    pub(crate) redis: Redis,
    pub(crate) clock: Arc<ManualClock>,
    folder: TempDir,
}

impl Place {
    pub(crate) fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let redis = Redis::start(&folder.path().join("redis")).unwrap();
        Self { redis, clock: Arc::new(ManualClock::new(START)), folder }
    }

    /// A way to Redis that the server does not have.
    pub(crate) async fn raw(&self) -> MultiplexedConnection {
        let client = redis::Client::open(self.redis.url()).unwrap();
        client.get_multiplexed_async_connection().await.unwrap()
    }

    /// The keys that begin so, without what names their house.
    pub(crate) async fn keys(&self, begin: &str) -> Vec<String> {
        let keys: Vec<String> = redis::cmd("KEYS").arg("*").query_async(&mut self.raw().await).await.unwrap();
        let named = keys.iter().map(|key| key.splitn(3, ':').nth(2).unwrap().to_owned());
        named.filter(|key| key.starts_with(begin)).collect()
    }

    /// A house with Alice in it, whose accounts are in a file of this name.
    pub(crate) async fn house(&self, name: &str) -> House {
        let (clock, random): (Arc<dyn Clock>, Arc<dyn Random>) =
            (Arc::<ManualClock>::clone(&self.clock), Arc::new(SystemRandom));
        let path = self.folder.path().join(name);
        let accounts = SqliteStore::open(&path, Arc::clone(&clock), Arc::clone(&random)).await.unwrap();
        let accounts = Database::from(accounts).accounts;
        let address = RedisAddress::from(self.redis.url());
        let sessions = RedisStore::open(&address, Arc::clone(&accounts), clock, random).await.unwrap();
        let sandbox = SandboxId::default();
        let (email, called) = ("alice@example.test".parse().unwrap(), "Alice".parse().unwrap());
        let hash = PasswordHash::from_stored("the hash of a password".to_owned());
        let account = NewAccount {
            sandbox: &sandbox,
            email: &email,
            name: &called,
            role: Role::User,
            password_hash: &hash,
        };
        accounts.create_sandbox(&sandbox, &[Inhabitant { account, identity: None }], START).await.unwrap();
        let alice = accounts.find_credentials(&sandbox, &email).await.unwrap().unwrap();
        House { accounts, sessions, alice, clock: Arc::clone(&self.clock) }
    }
}

pub(crate) struct House {
    pub(crate) accounts: Arc<dyn Store>,
    pub(crate) sessions: RedisStore,
    pub(crate) alice: StoredCredentials,
    clock: Arc<ManualClock>,
}

impl House {
    /// Alice, as she is now, signs in.
    pub(crate) async fn alice_signs_in(&self) -> Id {
        self.alice_signs_in_through(None).await.unwrap()
    }

    pub(crate) async fn alice_signs_in_through(
        &self,
        provider_session: Option<ProviderSession>,
    ) -> Result<Id, session_store::Error> {
        let now = self.clock.now();
        let sign_in = SignIn {
            user: self.alice.user.clone(),
            sandbox: SandboxId::default(),
            password_version: self.alice.password_version,
            device: "a browser".to_owned(),
            provider_session,
            created_at: now,
            last_seen_at: now,
        };
        let data = sign_in.into_data().unwrap();
        let expiry_date = OffsetDateTime::from_unix_timestamp(now).unwrap();
        let mut record = Record { id: Id(42), data, expiry_date };
        self.sessions.create(&mut record).await?;
        Ok(record.id)
    }

    pub(crate) async fn opens(&self, id: Id) -> bool {
        self.sessions.load(&id).await.unwrap().is_some()
    }
}

pub(crate) fn row(id: Id) -> DeviceId {
    device_id(id)
}
