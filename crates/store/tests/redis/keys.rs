//! Every key goes by itself, after as many seconds as the house's clock says are left, whatever the clock of Redis says.

use authn::Sessions as _;
use redis::AsyncCommands as _;

use crate::place::{House, Place, START, row};

async fn seconds_left(place: &Place) -> Vec<i64> {
    let mut raw = place.raw().await;
    let keys: Vec<String> = redis::cmd("KEYS").arg("*").query_async(&mut raw).await.unwrap();
    let mut left = Vec::new();
    for key in keys {
        left.push(raw.ttl(key).await.unwrap());
    }
    left
}

/// Within a minute, for the clock of Redis does not stand still.
fn about(left: &[i64], seconds: i64) -> bool {
    left.iter().all(|left| (seconds - 60..=seconds).contains(left))
}

async fn touch(house: &House, id: tower_sessions_core::session::Id, now: i64, expires_at: i64) {
    house.sessions.touch_session(&row(id), now, expires_at).await.unwrap();
}

#[tokio::test]
async fn a_session_and_its_index_live_as_long_as_the_row_says() {
    let place = Place::open();
    let house = place.house("house.db").await;
    let id = house.alice_signs_in().await;
    let left = seconds_left(&place).await;
    assert!(left.len() == 2 && about(&left, 1_800), "{left:?}");
    touch(&house, id, START + 600, START + 4_200).await;
    let left = seconds_left(&place).await;
    assert!(left.len() == 2 && about(&left, 3_600), "{left:?}");
    touch(&house, id, START + 300, START + 1_000).await;
    assert!(about(&seconds_left(&place).await, 3_600), "the later one counts");
}

// The key may be there yet: the house's clock decides.
#[tokio::test]
async fn what_is_over_by_the_houses_clock_is_over() {
    let place = Place::open();
    let house = place.house("house.db").await;
    let id = house.alice_signs_in().await;
    place.clock.advance(1_799);
    assert!(house.opens(id).await);
    place.clock.advance(1);
    assert!(!house.opens(id).await);
    assert_eq!(place.keys("session:").await.len(), 1, "it is there, and opens nothing");
    assert_eq!(house.sessions.devices(house.alice.user.id, START + 1_800).await.unwrap(), []);
}

#[tokio::test]
async fn a_touch_brings_nothing_back() {
    let place = Place::open();
    let house = place.house("house.db").await;
    let id = house.alice_signs_in().await;
    assert!(house.sessions.end_session(house.alice.user.id, &row(id)).await.unwrap());
    touch(&house, id, START + 60, START + 1_860).await;
    assert!(!house.opens(id).await);
    assert_eq!(place.keys("").await, [""; 0]);
}

#[tokio::test]
async fn scripts_that_redis_has_forgotten_are_sent_again() {
    let place = Place::open();
    let house = place.house("house.db").await;
    let id = house.alice_signs_in().await;
    redis::cmd("SCRIPT").arg("FLUSH").exec_async(&mut place.raw().await).await.unwrap();
    assert_eq!(house.sessions.end_all_sessions(house.alice.user.id).await.unwrap(), 1);
    assert!(!house.opens(id).await);
}

#[tokio::test]
async fn a_full_redis_takes_no_new_session_and_still_ends_those_that_are() {
    let place = Place::open();
    let house = place.house("house.db").await;
    let id = house.alice_signs_in().await;
    let full = redis::cmd("CONFIG").arg(&["SET", "maxmemory", "1"]).clone();
    full.exec_async(&mut place.raw().await).await.unwrap();
    assert!(house.alice_signs_in_through(None).await.is_err());
    assert!(house.opens(id).await, "what is there is read");
    assert_eq!(house.sessions.end_all_sessions(house.alice.user.id).await.unwrap(), 1);
    assert!(!house.opens(id).await);
    assert_eq!(place.keys("").await, [""; 0], "nothing half done");
}
