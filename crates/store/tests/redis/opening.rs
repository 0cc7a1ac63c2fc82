//! A Redis that cannot be used is said at the start, and its password is said to nobody.

use std::sync::Arc;

use authn::{SystemClock, SystemRandom};
use redis::AsyncCommands as _;
use store::{Database, OpenError, RedisAddress, RedisStore, SqliteStore};
use tempfile::TempDir;

use crate::place::Place;

async fn refusal(address: String) -> OpenError {
    let folder = TempDir::new().unwrap();
    let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
    let path = folder.path().join("house.db");
    let accounts = SqliteStore::open(&path, clock.clone(), random.clone()).await.unwrap();
    let address = RedisAddress::from(address);
    RedisStore::open(&address, Database::from(accounts).accounts, clock, random).await.unwrap_err()
}

#[tokio::test]
async fn nobody_there_a_wrong_password_and_no_address() {
    let mut place = Place::open();
    let mut raw = place.raw().await;
    redis::cmd("CONFIG").arg("SET").arg("requirepass").arg("right").exec_async(&mut raw).await.unwrap();
    let at = place.redis.url().replace("redis://", "");
    let wrong = refusal(format!("redis://:a-secret@{at}")).await;
    let _: Option<String> = raw.get("nothing").await.unwrap();
    place.redis.stop();
    let nobody = refusal(format!("redis://:a-secret@{at}")).await;
    let unreadable = refusal("redis//a-secret".to_owned()).await;
    for error in [wrong, nobody, unreadable] {
        let (said, debug) = (error.to_string(), format!("{error:?}"));
        assert!(said.contains("or name another with --sessions"), "{said}");
        assert!(!said.contains("a-secret") && !debug.contains("a-secret"), "{said} {debug}");
    }
}
