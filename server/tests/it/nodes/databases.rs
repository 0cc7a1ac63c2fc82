//! The databases of the nodes: their own, for as long as the test lasts.

use engines::Redis;
use tempfile::TempDir;

use super::Keep;
use crate::postgres::Cluster;

/// A PostgreSQL, and perhaps a Redis for the sessions.
pub(super) struct Databases {
    /// Where the accounts are.
    pub(super) database: String,
    redis: Option<(Redis, TempDir)>,
    _cluster: Cluster,
}

impl Databases {
    pub(super) fn start(keep: Keep) -> Self {
        let cluster = Cluster::start();
        let database = cluster.server.new_database("town").unwrap();
        let redis = match keep {
            Keep::InPostgres => None,
            Keep::OnRedis => {
                let folder = TempDir::new().unwrap();
                Some((Redis::start(folder.path()).unwrap(), folder))
            }
        };
        Self { database, redis, _cluster: cluster }
    }

    /// Where the sessions are, if not with the accounts.
    pub(super) fn redis(&self) -> Option<String> {
        self.redis.as_ref().map(|(redis, _)| redis.url())
    }
}
