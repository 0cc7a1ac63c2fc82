//! Failed attempts: counted one by one, forgiven by the house's clock, gone by themselves.

use authn::{Attempts, FORGIVEN_AFTER, ThrottleKey, Throttles as _};
use domain::SandboxId;
use futures_util::future::join_all;
use redis::AsyncCommands as _;

use crate::place::{Place, START};

fn keys() -> [ThrottleKey; 2] {
    let sandbox = SandboxId::default();
    let account = ThrottleKey::Account(sandbox.clone(), "alice@example.test".parse().unwrap());
    [account, ThrottleKey::Address(sandbox, [127, 0, 0, 1].into())]
}

#[tokio::test]
async fn failures_side_by_side_are_all_counted_under_every_key() {
    let place = Place::open();
    let house = place.house("house.db").await;
    let keys = keys();
    assert_eq!(house.sessions.attempts(&keys).await.unwrap(), [Attempts::default(); 2]);
    let failures = join_all((0..40).map(|_| house.sessions.note_failure(&keys, START))).await;
    failures.into_iter().collect::<Result<Vec<_>, _>>().unwrap();
    let noted = Attempts { failures: 40, last_failure_at: START };
    assert_eq!(house.sessions.attempts(&keys).await.unwrap(), [noted; 2]);
    house.sessions.forget_failures(&keys[0]).await.unwrap();
    assert_eq!(house.sessions.attempts(&keys).await.unwrap(), [Attempts::default(), noted], "and no other");
}

// The same as `Attempts::and_one`, which the other engines use.
#[tokio::test]
async fn a_quiet_hour_forgives_everything() {
    let place = Place::open();
    let house = place.house("house.db").await;
    let keys = keys();
    let mut expected = Attempts::default();
    let mut now = START;
    for quiet in [0, 5, FORGIVEN_AFTER - 1, FORGIVEN_AFTER, 7, FORGIVEN_AFTER + 1] {
        now += quiet;
        expected = expected.and_one(now);
        house.sessions.note_failure(&keys, now).await.unwrap();
        assert_eq!(house.sessions.attempts(&keys).await.unwrap(), [expected; 2], "after {quiet} s");
    }
}

#[tokio::test]
async fn every_key_goes_by_itself_and_with_its_sandbox() {
    let place = Place::open();
    let house = place.house("house.db").await;
    house.sessions.note_failure(&keys(), START).await.unwrap();
    let mut raw = place.raw().await;
    let names: Vec<String> = redis::cmd("KEYS").arg("*").query_async(&mut raw).await.unwrap();
    assert_eq!(names.len(), 3, "two keys, and the index of their sandbox");
    for name in names {
        let left: i64 = raw.ttl(&name).await.unwrap();
        assert!((FORGIVEN_AFTER - 60..=FORGIVEN_AFTER).contains(&left), "{name}: {left}");
    }
    house.sessions.forget_sandbox(&SandboxId::default()).await.unwrap();
    assert_eq!(place.keys("").await, [""; 0]);
}
