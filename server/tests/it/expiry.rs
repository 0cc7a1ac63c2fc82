//! Sessions run out by the clock, which here is moved by hand.

use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

// ASVS 7.3.1
#[tokio::test]
async fn thirty_idle_minutes_end_a_session() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    house.clock.advance(1_799);
    assert_eq!(browser.profile().await.status, 200);
    house.clock.advance(1_799);
    assert_eq!(browser.profile().await.status, 200, "being heard of moved the end");
    house.clock.advance(1_800);
    browser.profile().await.refused(401);
}

// ASVS 7.3.2
#[tokio::test]
async fn twelve_hours_end_a_session_however_busy() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    for _ in 0..(12 * 60 - 1) {
        house.clock.advance(60);
        assert_eq!(browser.profile().await.status, 200);
    }
    house.clock.advance(60);
    browser.profile().await.refused(401);
}

#[tokio::test]
async fn being_heard_of_is_written_once_a_minute() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let mut seen = Vec::new();
    for _ in 0..130 {
        house.clock.advance(1);
        browser.profile().await;
        let devices = browser.get("/api/session/devices").await.json();
        seen.push(devices[0]["last_seen_at"].as_i64().unwrap() - 1_800_000_000);
    }
    seen.dedup();
    assert_eq!(seen, [0, 60, 120]);
}

// Requests overtake each other: one that was heard of earlier must not turn the clock back.
#[tokio::test]
async fn the_idle_clock_never_goes_back() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let device = browser.get("/api/session/devices").await.json()[0]["id"].as_str().unwrap().parse().unwrap();
    for heard_at in [1_800_000_900, 1_800_000_600] {
        house.database.sessions.touch_session(&device, heard_at, heard_at + 1_800).await.unwrap();
    }
    house.clock.advance(900);
    let seen = browser.get("/api/session/devices").await.json()[0]["last_seen_at"].clone();
    assert_eq!(seen, 1_800_000_900);
}

#[tokio::test]
async fn the_sweep_deletes_what_has_run_out_and_nothing_else() {
    let house = TestHouse::open().await;
    let (mut old, mut new) = (Browser::new(&house), Browser::new(&house));
    old.log_in(ALICE).await;
    house.clock.advance(1_000);
    new.log_in(ALICE).await;
    house.clock.advance(800);
    assert_eq!(house.database.sessions.sweep_sessions(1_800_001_800, 100).await.unwrap(), 1);
    assert_eq!(new.profile().await.status, 200);
}
