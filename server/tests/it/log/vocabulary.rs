//! A line for every sign-in, failure, wait and end, by the names of the OWASP Application Logging Vocabulary (ASVS 16.3.1, 16.3.2).

use axum::http::Method;
use domain::UserId;
use serde_json::{Value, json};
use server::LogFormat;

use super::{Log, listen};
use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;
use crate::town::Town;

const ALICES_ID: i64 = 1;

#[track_caller]
fn ended(log: &Log, reason: &str, sessions: u64) {
    let line = log.one("session_expired");
    assert_eq!((&line["reason"], &line["sessions"]), (&json!(reason), &json!(sessions)), "{line}");
}

#[tokio::test]
async fn signing_in_at_each_door() {
    let house = TestHouse::open().await;
    let (log, _guard) = listen(LogFormat::Json);
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let created = log.events("session_created");
    assert_eq!((created.len(), &created[0]["user"]), (1, &json!(ALICES_ID)));
    let line = log.one("authn_login_success");
    assert_eq!(
        (&line["user"], &line["door"], &line["level"]),
        (&json!(1), &json!("cookie_session"), &json!("INFO"))
    );
    browser.log_in_jwt(ALICE).await;
    assert_eq!(log.events("authn_token_created").len(), 1);
    assert_eq!(log.one("authn_login_success")["door"], "local_storage_jwt");
}

#[tokio::test]
async fn failures_name_the_account_by_its_id_and_the_address_by_no_name() {
    let house = TestHouse::open().await;
    let (log, _guard) = listen(LogFormat::Json);
    let mut browser = Browser::new(&house);
    let mut fail = async |email: &str| {
        browser.log_in((email, "a guess")).await.refused(401);
        log.one("authn_login_fail")
    };
    let (known, again) = (fail(ALICE.0).await, fail("Alice@Example.test").await);
    assert_eq!((&known["user"], &known["level"]), (&json!(ALICES_ID), &json!("WARN")));
    assert_eq!(known["account"], again["account"], "one spelling a mailbox");
    let (unknown, other) = (fail("nobody@example.test").await, fail("somebody@example.test").await);
    assert_eq!(unknown.get("user"), None, "there is none");
    assert_eq!(
        unknown["account"],
        fail("nobody@example.test").await["account"],
        "so that guesses at one can be seen"
    );
    assert!(unknown["account"] != other["account"] && unknown["account"] != known["account"]);
    assert_eq!(fail("no address").await["reason"], "Malformed");

    let elsewhere = TestHouse::open().await;
    Browser::new(&elsewhere).log_in(("nobody@example.test", "a guess")).await.refused(401);
    assert_ne!(log.one("authn_login_fail")["account"], unknown["account"], "another start, another key");
}

#[tokio::test]
async fn too_many_failures() {
    let house = TestHouse::open().await;
    let (log, _guard) = listen(LogFormat::Json);
    let mut browser = Browser::new(&house);
    let mut account = Value::Null;
    for guess in 1..=5 {
        browser.log_in((ALICE.0, "a guess")).await.refused(401);
        let most = log.events("authn_login_fail_max");
        assert_eq!(most.len(), usize::from(guess == 5), "the last free one is told once");
        account = log.one("authn_login_fail")["account"].take();
    }
    browser.log_in_jwt(ALICE).await.refused(429);
    let line = log.one("authn_login_lock");
    assert_eq!(
        (&line["by"], &line["reason"], &line["retry_after"]),
        (&json!("account"), &json!("maxretries"), &json!(1))
    );
    assert_eq!(line["account"], account, "it leads back to the failures");
    house.clock.advance(1);
    browser.log_in(ALICE).await;
    assert_eq!(log.events("authn_login_success").len(), 1);
    let line = log.one("authn_login_successafterfail");
    assert_eq!((&line["user"], &line["retries"]), (&json!(ALICES_ID), &json!(5)));

    for n in 0..95 {
        browser.log_in((&format!("{n}@example.test"), "a guess")).await.refused(401);
    }
    let from_the_same_address = Browser::new(&house).log_in(ALICE).await;
    from_the_same_address.refused(429);
    assert_eq!(log.one("excess_rate_limit_exceeded")["by"], "address");
}

#[tokio::test]
async fn every_way_in_which_a_session_ends() {
    let house = TestHouse::open().await;
    let (log, _guard) = listen(LogFormat::Json);
    let (mut browser, mut other) = (Browser::new(&house), Browser::new(&house));
    browser.log_in(ALICE).await;
    assert_eq!(log.events("session_expired").len(), 0, "there was none to replace");
    browser.log_in(ALICE).await;
    ended(&log, "replaced", 1);
    browser.call(Method::POST, "/api/session/logout").await;
    ended(&log, "logout", 1);

    browser.log_in(ALICE).await;
    other.log_in(ALICE).await;
    let devices = browser.get("/api/session/devices").await.json();
    let not_this = devices["devices"].as_array().or(devices.as_array()).unwrap();
    let not_this = not_this.iter().find(|device| device["current"] == false).unwrap();
    let path = format!("/api/session/devices/{}", not_this["id"].as_str().unwrap());
    assert!(browser.call(Method::DELETE, &path).await.status.is_success());
    ended(&log, "device_ended", 1);
    other.log_in(ALICE).await;
    browser.call(Method::DELETE, "/api/session/devices").await;
    ended(&log, "all_devices_ended", 2);

    browser.log_in(ALICE).await;
    other.log_in(ALICE).await;
    let form = format!("current={}&new=another+secret+of+hers", ALICE.1);
    browser.post_form("/fn/session/change_password", "current=wrong+one&new=another+secret+of+hers").await;
    assert_eq!(log.one("authn_password_change_fail")["level"], "ERROR");
    assert_eq!(browser.post_form("/fn/session/change_password", &form).await.status, 200);
    assert_eq!(log.events("authn_password_change").len(), 1);
    ended(&log, "password_change", 2);

    house.clock.advance(30 * 60);
    authn::sweep(&house.house, 1_000).await.unwrap();
    ended(&log, "timeout", 1);
    other.log_in((ALICE.0, "another secret of hers")).await;
    authn::disable_user(&house.house, UserId(ALICES_ID)).await.unwrap();
    assert_eq!(log.events("user_archived").len(), 1);
    ended(&log, "account_disabled", 1);
    other.profile().await.refused(401);
}

#[tokio::test]
async fn accounts_and_roles() {
    let house = TestHouse::open().await;
    let (log, _guard) = listen(LogFormat::Json);
    let mut browser = Browser::new(&house);
    let account = json!({ "email": "bob@example.test", "name": "Bob", "password": "builds his own houses" });
    browser.post("/api/accounts", &account).await;
    log.one("user_created");
    browser.post("/api/accounts", &account).await;
    assert_eq!(log.events("user_created").len(), 0, "the address was taken");
    browser.log_in(ALICE).await;
    browser.put("/api/session/name", &json!({ "name": "Alice" })).await;
    assert_eq!(log.one("user_updated")["attributes"], "name");
    browser.get("/api/session/accounts").await.refused(403);
    assert_eq!(log.one("authz_fail")["level"], "ERROR", "the vocabulary's CRITICAL");
}

#[tokio::test]
async fn through_the_provider_and_out_again() {
    let town = Town::open().await;
    let (log, _guard) = listen(LogFormat::Json);
    let (mut app, mut idp) = (town.browser(), town.browser_at_provider());
    town.sign_in(&mut app, &mut idp, ALICE).await;
    let successes = log.events("authn_login_success");
    let doors: Vec<_> = successes.iter().map(|line| &line["door"]).collect();
    assert!(doors.contains(&&json!("relying_party")), "{doors:?}");
    let backwards = app.get("/sign-in/idp/callback?code=made-up&state=made-up").await;
    assert_eq!(backwards.status, 400);
    let line = log.one("authn_login_fail");
    assert_eq!((&line["provider"], &line["reason"]), (&json!("idp"), &json!("NoAttempt")));
    town.sign_out_at_provider(&mut idp).await;
    let ended = log.events("session_expired");
    let reasons: Vec<_> = ended.iter().map(|line| &line["reason"]).collect();
    assert!(reasons.contains(&&json!("provider_logout")), "{reasons:?}");
    app.profile().await.refused(401);
}
