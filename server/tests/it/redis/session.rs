//! `/api/session/…`: what holds with sessions in the database holds with sessions on Redis.

use std::sync::Arc;

use axum::http::Method;
use domain::UserId;
use serde_json::json;

use super::HouseOnRedis;
use crate::browser::{ADMIN, ALICE, Browser};
use crate::racing::none_of_100_000_requests_gets_in;

const ALICES: UserId = UserId(1);

#[tokio::test]
async fn sign_in_profile_and_out() {
    let HouseOnRedis { house, redis: _redis, .. } = HouseOnRedis::open().await;
    let mut browser = Browser::new(&house);
    assert_eq!(browser.log_in(ALICE).await.status, 200);
    let alice = json!({ "id": 1, "name": "Alice Liddell", "email": "alice@example.test", "role": "user" });
    assert_eq!(browser.profile().await.json(), alice);
    let mut thief = browser.with_session(&browser.session_cookie().unwrap());
    assert_eq!(thief.profile().await.status, 200, "the copy works while the session lives");
    assert_eq!(browser.call(Method::POST, "/api/session/logout").await.status, 200);
    thief.profile().await.refused(401);
    browser.profile().await.refused(401);
}

// ASVS 7.5.2
#[tokio::test]
async fn devices_are_listed_and_ended_one_by_one_and_all_at_once() {
    let HouseOnRedis { house, redis: _redis, .. } = HouseOnRedis::open().await;
    let (mut phone, mut laptop, mut admin) =
        (Browser::new(&house), Browser::new(&house), Browser::new(&house));
    phone.log_in(ALICE).await;
    house.clock.advance(1);
    laptop.log_in(ALICE).await;
    admin.log_in(ADMIN).await;
    let devices = laptop.get("/api/session/devices").await.json();
    assert_eq!(devices.as_array().unwrap().len(), 2);
    assert_eq!([&devices[0]["current"], &devices[1]["current"]], [true, false], "the newest first");

    let path = format!("/api/session/devices/{}", devices[1]["id"].as_str().unwrap());
    admin.call(Method::DELETE, &path).await.refused(404);
    assert_eq!(phone.profile().await.status, 200, "another user's request ended nothing");
    assert_eq!(laptop.call(Method::DELETE, &path).await.status, 200);
    phone.profile().await.refused(401);
    laptop.call(Method::DELETE, &path).await.refused(404);

    phone.log_in(ALICE).await;
    let answer = laptop.call(Method::DELETE, "/api/session/devices").await;
    assert_eq!((answer.status.as_u16(), &answer.json()["ended"]), (200, &json!(2)));
    phone.profile().await.refused(401);
    laptop.profile().await.refused(401);
    assert_eq!(admin.profile().await.status, 200);
}

// ASVS 7.2.4, 7.4.3
#[tokio::test]
async fn another_password_ends_every_session_and_this_device_gets_a_new_one() {
    let HouseOnRedis { house, redis: _redis, .. } = HouseOnRedis::open().await;
    let (mut phone, mut laptop) = (Browser::new(&house), Browser::new(&house));
    phone.log_in(ALICE).await;
    laptop.log_in(ALICE).await;
    let old = laptop.session_cookie().unwrap();
    let form = [("current", ALICE.1), ("new", "another good password")];
    let form = serde_urlencoded::to_string(form).unwrap();
    assert_eq!(laptop.post_form("/fn/session/change_password", &form).await.status, 200);
    phone.profile().await.refused(401);
    laptop.with_session(&old).profile().await.refused(401);
    assert_eq!(laptop.profile().await.status, 200);
    assert_eq!(laptop.get("/api/session/devices").await.json().as_array().unwrap().len(), 1);
}

// ASVS 7.4.2
#[tokio::test]
async fn a_disabled_account_is_out_at_once_though_nobody_tells_redis() {
    let HouseOnRedis { house, redis: _redis, .. } = HouseOnRedis::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    assert_eq!(browser.profile().await.status, 200, "the positive control");
    house.house.store.disable_user(ALICES, 1_800_000_000).await.unwrap();
    browser.profile().await.refused(401);
    assert_eq!(house.house.sessions.devices(ALICES, 1_800_000_000).await.unwrap(), []);
}

#[tokio::test]
async fn a_sandbox_that_begins_anew_has_nobody_signed_in_and_forgives() {
    let HouseOnRedis { house, redis: _redis, .. } = HouseOnRedis::open().await;
    let (mut owner, mut guesser) = (Browser::new(&house), Browser::new(&house));
    owner.log_in(ALICE).await;
    for _ in 0..5 {
        guesser.log_in((ALICE.0, "a guess")).await.refused(401);
    }
    guesser.log_in((ALICE.0, "a guess")).await.refused(429);
    authn::reset_sandbox(&house.house, &domain::SandboxId::default()).await.unwrap();
    owner.profile().await.refused(401);
    guesser.log_in((ALICE.0, "a guess")).await.refused(401);
    assert_eq!(guesser.log_in(ALICE).await.status, 200);
}

// ASVS 7.3.1: by the house's clock, whatever Redis has for one.
#[tokio::test]
async fn thirty_idle_minutes_end_a_session() {
    let HouseOnRedis { house, redis: _redis, .. } = HouseOnRedis::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    for _ in 0..2 {
        house.clock.advance(1_799);
        assert_eq!(browser.profile().await.status, 200);
    }
    house.clock.advance(1_800);
    browser.profile().await.refused(401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ending_all_devices_ends_them_at_once() {
    let HouseOnRedis { house, redis: _redis, .. } = HouseOnRedis::open().await;
    none_of_100_000_requests_gets_in(Arc::new(house)).await;
}
