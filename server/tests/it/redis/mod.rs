//! The session door with its sessions and failed attempts on Redis, and its accounts in the database.

mod leaked_keys;
mod lost_redis;
mod queries;
mod session;

use authn::relying_party::Provider;
use engines::Redis;
use store::RedisAddress;
use tempfile::TempDir;

use crate::house::TestHouse;

/// A house beside a Redis of its own.
pub(crate) struct HouseOnRedis {
    pub(crate) house: TestHouse,
    pub(crate) redis: Redis,
    pub(crate) folder: TempDir,
}

impl HouseOnRedis {
    pub(crate) async fn open() -> Self {
        Self::open_for(Vec::new()).await
    }

    pub(crate) async fn open_for(providers: Vec<Provider>) -> Self {
        let folder = TempDir::new().unwrap();
        let redis = Redis::start(folder.path()).unwrap();
        let house = TestHouse::open_on(&RedisAddress::from(redis.url()), providers).await;
        Self { house, redis, folder }
    }
}
