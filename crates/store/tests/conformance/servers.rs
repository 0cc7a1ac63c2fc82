//! The database servers that the engines share: one of a kind, started by the first test that wants it, stopped when the last
//! has ended.

use std::sync::OnceLock;

use engines::Redis;
use tempfile::TempDir;

/// None runs before somebody asks for it.
#[derive(Default)]
pub(crate) struct Servers {
    redis: OnceLock<(Redis, TempDir)>,
}

impl Servers {
    /// The address of Redis. Its houses do not meet, so the tests may share it.
    pub(crate) fn redis(&self) -> String {
        let (redis, _) = self.redis.get_or_init(|| {
            let folder = TempDir::new().unwrap();
            (Redis::start(folder.path()).unwrap(), folder)
        });
        redis.url()
    }
}
