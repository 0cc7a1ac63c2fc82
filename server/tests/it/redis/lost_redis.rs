//! Without Redis the house lets nobody in, says so within two seconds, and needs no restart once Redis is back
//! (ASVS 16.5.2, 16.5.3).

use std::process::Command;
use std::time::{Duration, Instant};

use axum::http::Method;
use serde_json::json;

use super::HouseOnRedis;
use crate::browser::{ALICE, Answer, Browser};
use crate::house::TestHouse;

const AT_MOST: Duration = Duration::from_secs(2);

/// Asks, and sees that nobody had to wait.
async fn at_once(question: impl Future<Output = Answer>) -> Answer {
    let asked = Instant::now();
    let answer = question.await;
    assert!(asked.elapsed() < AT_MOST, "{:?}", asked.elapsed());
    answer
}

async fn nobody_gets_in(house: &TestHouse, browser: &mut Browser, access_token: &str) {
    let cookie = browser.session_cookie();
    let calls = [
        (Method::GET, "/api/session/profile/me"),
        (Method::GET, "/api/session/picture/me"),
        (Method::GET, "/api/session/export"),
        (Method::GET, "/api/session/accounts"),
        (Method::GET, "/api/session/devices"),
        (Method::DELETE, "/api/session/devices"),
        (Method::POST, "/api/session/logout"),
    ];
    for (method, path) in calls {
        let answer = at_once(browser.call(method.clone(), path)).await;
        assert_eq!(answer.refused(503).header("retry-after"), "60", "{method} {path}");
    }
    let name = json!({ "name": "Nobody" });
    at_once(browser.put("/api/session/name", &name)).await.refused(503);
    assert_eq!(at_once(browser.post_form("/fn/session/change_name", "name=Nobody")).await.status, 503);
    for page in ["/compare", "/account"] {
        let answer = at_once(browser.get(page)).await;
        assert_eq!(answer.status, 503, "{page}");
        assert!(!answer.text.contains("Alice Liddell"));
    }
    // Nobody can tell how often somebody has guessed, so nobody may guess.
    at_once(Browser::new(house).log_in(ALICE)).await.refused(503);
    at_once(Browser::new(house).log_in_jwt(ALICE)).await.refused(503);
    assert_eq!(browser.session_cookie(), cookie, "a lost Redis is no reason to sign anybody out");
    assert_eq!(browser.get_bearer("/api/jwt/profile/me", access_token).await.status, 200, "claim T2");
    assert_eq!(browser.get("/heartbeat").await.status, 200);
}

#[tokio::test]
async fn a_redis_that_is_stopped_lets_nobody_in_and_one_that_is_back_everybody() {
    let HouseOnRedis { house, mut redis, folder: _folder } = HouseOnRedis::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let access_token = browser.access_token(ALICE).await;
    for _ in 0..2 {
        redis.stop();
        nobody_gets_in(&house, &mut browser, &access_token).await;
        redis.start_again().unwrap();
        assert_eq!(browser.profile().await.status, 200, "the very first request, with the session of before");
        assert_eq!(Browser::new(&house).log_in(ALICE).await.status, 200);
    }
}

fn signal(process: u32, name: &str) {
    assert!(Command::new("kill").args(["-s", name, &process.to_string()]).status().unwrap().success());
}

// It takes connections and says nothing: worse than one that is gone.
#[tokio::test]
async fn a_redis_that_does_not_answer_is_as_good_as_none() {
    let HouseOnRedis { house, redis, folder: _folder } = HouseOnRedis::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let process = redis.process().unwrap();
    signal(process, "STOP");
    for _ in 0..3 {
        at_once(browser.profile()).await.refused(503);
    }
    at_once(Browser::new(&house).log_in(ALICE)).await.refused(503);
    signal(process, "CONT");
    // The first may still hear of the last attempt to connect.
    at_once(browser.profile()).await;
    assert_eq!(browser.profile().await.status, 200);
}

#[tokio::test]
async fn another_password_ends_sessions_that_redis_cannot_be_told_about() {
    let HouseOnRedis { house, mut redis, folder: _folder } = HouseOnRedis::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    redis.stop();
    let (sandbox, email) = (domain::SandboxId::default(), ALICE.0.parse().unwrap());
    let stored = house.house.store.find_credentials(&sandbox, &email).await.unwrap().unwrap();
    let (user, hash, version) = (stored.user.id, stored.password_hash.unwrap(), stored.password_version);
    assert!(house.house.store.change_password(user, &hash, version).await.unwrap());
    redis.start_again().unwrap();
    browser.profile().await.refused(401);
}
