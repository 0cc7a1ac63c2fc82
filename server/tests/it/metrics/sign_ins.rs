//! Sign-ins, waits, sessions and hashes.

use authn::HashingLimits;
use axum::http::Method;
use domain::UserId;
use server::Sweeps;

use super::{Numbers, watching_with};
use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

const SIGN_INS: &str = "two_doors_sign_ins_total";
const THROTTLED: &str = "two_doors_throttled_total";
const EXPIRED: &str = "two_doors_sessions_expired_total";

#[tokio::test]
async fn are_counted_by_door_and_outcome() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    assert!(Numbers::read(&house).await.sum(SIGN_INS, &[]).abs() < 0.5, "a house begins with nothing");
    browser.log_in(ALICE).await;
    browser.log_in_jwt(ALICE).await;
    browser.log_in_jwt(ALICE).await;
    for _ in 0..5 {
        browser.log_in((ALICE.0, "a guess")).await.refused(401);
    }
    // The browser is known at the session door by now; the account is guessed at by a stranger.
    let mut stranger = Browser::new(&house);
    for _ in 0..5 {
        stranger.log_in_jwt((ALICE.0, "a guess")).await.refused(401);
    }
    browser.log_in(ALICE).await.refused(429);
    stranger.log_in_jwt(ALICE).await.refused(429);
    stranger.log_in_jwt(ALICE).await.refused(429);
    let numbers = Numbers::read(&house).await;
    let counted = |door, outcome| numbers.sum(SIGN_INS, &[("door", door), ("outcome", outcome)]).to_string();
    let outcomes = ["success", "fail", "throttled", "overloaded", "unavailable"];
    assert_eq!(outcomes.map(|outcome| counted("cookie_session", outcome)), ["1", "5", "1", "0", "0"]);
    assert_eq!(outcomes.map(|outcome| counted("local_storage_jwt", outcome)), ["2", "5", "2", "0", "0"]);
    assert_eq!(outcomes.map(|outcome| counted("relying_party", outcome)), ["0"; 5]);
    let by = |by| numbers.sum(THROTTLED, &[("by", by), ("party", "app")]).to_string();
    assert_eq!(["known_device", "account", "address"].map(by), ["1", "2", "0"]);
}

#[tokio::test]
async fn a_lost_database_is_not_somebodys_wrong_password() {
    let house = TestHouse::open().await;
    let errors = async || Numbers::read(&house).await.sum("two_doors_database_errors_total", &[]);
    let before = errors().await;
    house.database.close().await;
    Browser::new(&house).log_in(ALICE).await.refused(503);
    assert!(errors().await > before);
    let unavailable = [("door", "cookie_session"), ("outcome", "unavailable")];
    assert_eq!(Numbers::read(&house).await.sum(SIGN_INS, &unavailable).to_string(), "1");
}

#[tokio::test]
async fn sessions_begin_and_end_for_a_reason() {
    let house = TestHouse::open().await;
    let (mut browser, mut other) = (Browser::new(&house), Browser::new(&house));
    let created =
        async || Numbers::read(&house).await.sum("two_doors_sessions_created_total", &[]).to_string();
    let ended = async |reason| Numbers::read(&house).await.sum(EXPIRED, &[("reason", reason)]).to_string();
    browser.log_in(ALICE).await;
    browser.log_in(ALICE).await;
    assert_eq!((created().await.as_str(), ended("replaced").await.as_str()), ("2", "1"));
    browser.call(Method::POST, "/api/session/logout").await;
    browser.call(Method::POST, "/api/session/logout").await.refused(401);
    assert_eq!(ended("logout").await, "1", "the second found nothing to end");
    browser.log_in(ALICE).await;
    other.log_in(ALICE).await;
    browser.call(Method::DELETE, "/api/session/devices").await;
    assert_eq!(ended("all_devices_ended").await, "2");
    browser.log_in(ALICE).await;
    authn::disable_user(&house.house, UserId(1)).await.unwrap();
    assert_eq!(ended("account_disabled").await, "1");
    let all = Numbers::read(&house).await.sum(EXPIRED, &[]).to_string();
    assert_eq!(all, created().await, "each that began has ended");
}

#[tokio::test]
async fn what_runs_out_is_counted_when_it_is_swept() {
    let house = TestHouse::open().await;
    let sweeps = Sweeps::default();
    for _ in 0..3 {
        Browser::new(&house).log_in(ALICE).await;
    }
    house.clock.advance(30 * 60);
    sweeps.watch("app", authn::sweep(&house.house, 2)).await;
    sweeps.watch("app", authn::sweep(&house.house, 2)).await;
    house.database.close().await;
    sweeps.watch("app", authn::sweep(&house.house, 2)).await;
    let numbers = Numbers::read_from(watching_with(&house, &sweeps)).await;
    let app = [("party", "app")];
    assert_eq!(numbers.sum(EXPIRED, &[("reason", "timeout")]).to_string(), "3");
    assert_eq!(numbers.sum("two_doors_sweep_rows_total", &app).to_string(), "3");
    assert_eq!(numbers.sum("two_doors_sweep_failures_total", &app).to_string(), "1");
    assert_eq!(numbers.sum("two_doors_sweep_duration_seconds_count", &app).to_string(), "3");
}

#[tokio::test]
async fn hashes_wait_run_and_are_shed() {
    let house = TestHouse::open_with(HashingLimits { at_once: 1, waiting: 1 }).await;
    let read = async || {
        let numbers = Numbers::read(&house).await;
        ["permits", "in_use", "waiting", "shed_total"]
            .map(|what| numbers.sum(&format!("two_doors_hashing_{what}"), &[("party", "app")]).to_string())
    };
    assert_eq!(read().await, ["1", "0", "0", "0"]);
    let turn = house.house.passwords.turn().await.unwrap();
    let mut waiting = Browser::new(&house);
    let waiting = tokio::spawn(async move { waiting.log_in(ALICE).await });
    while house.house.passwords.load().waiting == 0 {
        tokio::task::yield_now().await;
    }
    Browser::new(&house).log_in_jwt(ALICE).await.refused(503);
    assert_eq!(read().await, ["1", "1", "1", "1"]);
    let in_flight = async || {
        let numbers = Numbers::read(&house).await;
        numbers.sum("two_doors_http_requests_in_flight", &[("party", "app")]).to_string()
    };
    assert_eq!(in_flight().await, "1");
    // Whoever waits hangs up.
    waiting.abort();
    assert!(waiting.await.is_err_and(|error| error.is_cancelled()));
    assert_eq!(in_flight().await, "0");
    drop(turn);
    assert_eq!(read().await, ["1", "0", "0", "1"]);
    let overloaded = [("door", "local_storage_jwt"), ("outcome", "overloaded")];
    assert_eq!(Numbers::read(&house).await.sum(SIGN_INS, &overloaded).to_string(), "1");
}
