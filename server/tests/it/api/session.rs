//! `/api/session/…`.

use authn::PasswordHash;
use axum::http::Method;
use domain::{SandboxId, UserId};
use serde_json::json;

use crate::browser::{ADMIN, ALICE, Browser};
use crate::house::TestHouse;

#[tokio::test]
async fn sign_in_profile_and_out() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);

    let answer = browser.log_in(ALICE).await;
    assert_eq!((answer.status.as_u16(), answer.json()), (200, json!({ "message": "User logged in" })));

    let profile = browser.profile().await;
    let alice = json!({ "id": 1, "name": "Alice Liddell", "email": "alice@example.test", "role": "user" });
    assert_eq!((profile.status.as_u16(), profile.json()), (200, alice.clone()));
    assert_eq!(browser.get("/api/session/profile/1").await.json(), alice);
    assert_eq!(profile.header("cache-control"), "no-store"); // ASVS 14.3.2

    let answer = browser.call(Method::POST, "/api/session/logout").await;
    assert_eq!((answer.status.as_u16(), answer.json()), (200, json!({ "message": "Logged out" })));
    assert_eq!(answer.header("clear-site-data"), "\"cache\""); // ASVS 14.3.1
    assert_eq!(browser.session_cookie(), None);
    browser.profile().await.refused(401);
    browser.call(Method::POST, "/api/session/logout").await.refused(401);
}

// ASVS 3.3.1 to 3.3.5
#[tokio::test]
async fn the_cookie_has_every_attribute_and_comes_once() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let answer = browser.log_in(ALICE).await;
    let mut parts: Vec<_> = answer.set_session().unwrap().split("; ").collect();
    let pair = parts.remove(0);
    parts.sort_unstable();
    assert_eq!(parts, ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
    let value = pair.strip_prefix("__Host-session=").unwrap();
    assert_eq!(value.len(), 22, "128 bits in base64: {value}");
    assert!(!answer.text.contains(value));

    let answer = browser.call(Method::POST, "/api/session/logout").await;
    assert_eq!(answer.set_cookies(), ["__Host-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"]);
}

// ASVS 7.4.1: what the token door cannot do.
#[tokio::test]
async fn a_copied_cookie_is_dead_after_logout() {
    let house = TestHouse::open().await;
    let mut victim = Browser::new(&house);
    victim.log_in(ALICE).await;
    let mut thief = victim.with_session(&victim.session_cookie().unwrap());
    assert_eq!(thief.profile().await.status, 200, "the copy works while the session lives");
    victim.call(Method::POST, "/api/session/logout").await;
    thief.profile().await.refused(401);
}

#[tokio::test]
async fn only_the_own_profile_is_shown() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    for path in ["2", "0", "-1", "999999999999999999999", "you", "%00"] {
        let answer = browser.get(&format!("/api/session/profile/{path}")).await;
        assert_eq!(answer.refused(401).json(), json!({ "message": "Unauthorized" }), "{path}");
    }
}

// ASVS 7.5.2
#[tokio::test]
async fn devices_are_listed_and_ended() {
    let house = TestHouse::open().await;
    let (mut phone, mut laptop, mut admin) =
        (Browser::new(&house), Browser::new(&house), Browser::new(&house));
    phone.log_in(ALICE).await;
    house.clock.advance(1);
    laptop.log_in(ALICE).await;
    admin.log_in(ADMIN).await;

    let devices = laptop.get("/api/session/devices").await.json();
    assert_eq!(devices.as_array().unwrap().len(), 2);
    assert_eq!([&devices[0]["current"], &devices[1]["current"]], [true, false]);
    let phone_id = devices[1]["id"].as_str().unwrap().to_owned();
    assert_eq!(phone_id.len(), 64);
    assert!(!devices.to_string().contains(&phone.session_cookie().unwrap()));

    let path = format!("/api/session/devices/{phone_id}");
    admin.call(Method::DELETE, &path).await.refused(404);
    assert_eq!(phone.profile().await.status, 200, "another user's request ended nothing");
    assert_eq!(laptop.call(Method::DELETE, &path).await.status, 200);
    phone.profile().await.refused(401);
    laptop.call(Method::DELETE, &path).await.refused(404);
    laptop.call(Method::DELETE, "/api/session/devices/not-an-id").await.refused(404);
    assert_eq!(laptop.profile().await.status, 200);
}

#[tokio::test]
async fn ending_all_devices_ends_this_one_too() {
    let house = TestHouse::open().await;
    let (mut phone, mut laptop) = (Browser::new(&house), Browser::new(&house));
    phone.log_in(ALICE).await;
    laptop.log_in(ALICE).await;
    let copy = laptop.session_cookie().unwrap();
    let answer = laptop.call(Method::DELETE, "/api/session/devices").await;
    assert_eq!((answer.status.as_u16(), &answer.json()["ended"]), (200, &json!(2)));
    phone.profile().await.refused(401);
    laptop.with_session(&copy).profile().await.refused(401);
    laptop.get("/api/session/devices").await.refused(401);
    laptop.call(Method::DELETE, "/api/session/devices").await.refused(401);
}

// ASVS 7.2.4
#[tokio::test]
async fn every_sign_in_gets_a_new_id_and_the_old_one_is_dead() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let first = browser.session_cookie().unwrap();
    browser.log_in(ALICE).await;
    let second = browser.session_cookie().unwrap();
    assert_ne!(first, second);
    browser.with_session(&first).profile().await.refused(401);
    assert_eq!(browser.profile().await.status, 200);
    assert_eq!(browser.get("/api/session/devices").await.json().as_array().unwrap().len(), 1);
}

// Session fixation: an id that somebody planted beforehand is never adopted.
#[tokio::test]
async fn a_preset_id_is_never_adopted_and_reading_creates_no_row() {
    let house = TestHouse::open().await;
    let planted = "AAAAAAAAAAAAAAAAAAAAAA";
    let mut browser = Browser::new(&house).with_session(planted);
    browser.profile().await.refused(401);
    browser.cookies = vec![("__Host-session".to_owned(), planted.to_owned())];
    assert_eq!(browser.log_in(ALICE).await.status, 200);
    assert_ne!(browser.session_cookie().unwrap(), planted);
    browser.with_session(planted).profile().await.refused(401);
    let devices = browser.get("/api/session/devices").await.json();
    assert_eq!(devices.as_array().unwrap().len(), 1, "{devices}");
}

#[tokio::test]
async fn a_wrong_password_leaves_the_session_alone() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let before = browser.session_cookie();
    let answer = browser.log_in((ALICE.0, "wrong")).await;
    assert_eq!(answer.refused(401).json(), json!({ "message": "Invalid credentials" }));
    assert_eq!(browser.session_cookie(), before);
    assert_eq!(browser.profile().await.status, 200);
}

// ASVS 7.4.2
#[tokio::test]
async fn a_disabled_account_is_out_at_once_and_stays_out() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let alice = browser.profile().await.json()["id"].as_i64().unwrap();
    house.house.store.disable_user(UserId(alice), 1_800_000_000).await.unwrap();
    let left = house.house.sessions.devices(UserId(alice), 1_800_000_000).await.unwrap();
    assert_eq!(left, [], "the rows are gone, not merely hidden");
    browser.profile().await.refused(401);
    let answer = browser.log_in(ALICE).await;
    assert_eq!(answer.refused(401).json(), json!({ "message": "Invalid credentials" }));
}

// A newer sign-in may have set another cookie since the request was sent: a late answer must not take that one away.
#[tokio::test]
async fn an_answer_to_a_dead_session_takes_no_cookie() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    browser.log_in(ALICE).await;
    let mut late = browser.with_session(&browser.session_cookie().unwrap());
    let ended = browser.call(Method::POST, "/api/session/logout").await;
    assert!(
        ended.set_session().is_some(),
        "the positive control: an answer that ends a session takes its cookie"
    );
    for (method, path) in [
        (Method::GET, "/api/session/profile/me"),
        (Method::GET, "/compare"),
        (Method::POST, "/api/session/logout"),
    ] {
        let answer = late.call(method.clone(), path).await;
        assert_eq!(answer.set_session(), None, "{method} {path}");
    }
}

/// Alice's password as a weaker Argon2id would have stored it: 64 KiB, one pass.
const WEAKER: &str =
    "$argon2id$v=19$m=64,t=1,p=1$YSBzYWx0IG9mIGEgd2hpbGUgYWdv$bZRJdxO90a/PKPTlwqoDKogyMQWFbXVDFRshNNG5npM";

#[tokio::test]
async fn a_hash_of_weaker_days_is_made_anew_at_the_next_sign_in() {
    let house = TestHouse::open().await;
    let store = &house.house.store;
    let alice = || async { store.find_credentials(&SandboxId::default(), &ALICE.0.parse().unwrap()).await };
    let mut earlier = Browser::new(&house);
    earlier.log_in(ALICE).await;
    store.upgrade_hash(UserId(1), &PasswordHash::from_stored(WEAKER.to_owned()), 1).await.unwrap();
    assert!(alice().await.unwrap().unwrap().password_hash.unwrap().is_outdated());

    let mut browser = Browser::new(&house);
    browser.log_in((ALICE.0, "wrong")).await.refused(401);
    assert!(
        alice().await.unwrap().unwrap().password_hash.unwrap().is_outdated(),
        "a wrong password proves nothing"
    );
    assert_eq!(browser.log_in(ALICE).await.status, 200);
    assert!(!alice().await.unwrap().unwrap().password_hash.unwrap().is_outdated());
    assert_eq!(Browser::new(&house).log_in(ALICE).await.status, 200);
    assert_eq!(earlier.profile().await.status, 200, "it is the same password: nobody is signed out");
}
