//! Nobody can keep an owner out by guessing: a browser that the owner signed in from before is counted for itself
//! (OWASP, device cookies; ASVS 6.3.1).

use axum::http::Method;
use serde_json::json;

use crate::browser::{ADMIN, ALICE, Browser};
use crate::house::TestHouse;

const COOKIE: &str = "__Host-device";

/// A browser that carries this device cookie and nothing else.
fn showing(house: &TestHouse, value: &str) -> Browser {
    let mut browser = Browser::new(house);
    browser.cookies.push((COOKIE.to_owned(), value.to_owned()));
    browser
}

async fn owner(house: &TestHouse) -> Browser {
    let mut owner = Browser::new(house);
    owner.log_in(ALICE).await;
    owner.call(Method::POST, "/api/session/logout").await;
    assert!(owner.session_cookie().is_none() && owner.cookie(COOKIE).is_some());
    owner
}

/// Guesses until the account is throttled for everybody who is not known.
async fn besiege(house: &TestHouse) {
    let mut stranger = Browser::new(house);
    for _ in 0..6 {
        stranger.log_in((ALICE.0, "a guess")).await;
    }
    stranger.log_in(ALICE).await.refused(429);
}

#[tokio::test]
async fn the_owner_comes_in_while_a_stranger_guesses_without_pause() {
    let house = TestHouse::open().await;
    let mut owner = owner(&house).await;
    besiege(&house).await;
    for door in ["session", "jwt"] {
        let credentials = json!({ "email": ALICE.0, "password": ALICE.1 });
        assert_eq!(owner.post(&format!("/api/{door}/login"), &credentials).await.status, 200, "{door}");
    }
    let mut stranger = Browser::new(&house);
    stranger.log_in(ALICE).await.refused(429).header("retry-after").parse::<u32>().unwrap();
}

#[tokio::test]
async fn a_crowd_that_guesses_from_the_same_address_does_not_keep_the_owner_out() {
    let house = TestHouse::open().await;
    let mut owner = owner(&house).await;
    let mut crowd = Browser::new(&house);
    for n in 0..100 {
        crowd.log_in((&format!("{n}@example.test"), "a guess")).await.refused(401);
    }
    crowd.log_in(ALICE).await.refused(429);
    assert_eq!(owner.log_in(ALICE).await.status, 200);
}

#[tokio::test]
async fn a_known_device_that_guesses_is_throttled_too() {
    let house = TestHouse::open().await;
    let mut owner = owner(&house).await;
    for _ in 0..5 {
        owner.log_in((ALICE.0, "a guess")).await.refused(401);
    }
    owner.log_in(ALICE).await.refused(429);
    assert_eq!(Browser::new(&house).log_in(ALICE).await.status, 200, "counted for itself, both ways");
    house.clock.advance(1);
    assert_eq!(owner.log_in(ALICE).await.status, 200);
    owner.log_in((ALICE.0, "a guess")).await.refused(401);
}

#[tokio::test]
async fn no_other_cookie_helps() {
    let house = TestHouse::open().await;
    let mut admin = Browser::new(&house);
    admin.log_in(ADMIN).await;
    let admins = admin.cookie(COOKIE).unwrap();
    besiege(&house).await;
    for value in [&admins, "AAAAAAAAAAAAAAAAAAAAAA", "", "' OR 1 --"] {
        showing(&house, value).log_in(ALICE).await.refused(429);
    }
}

#[tokio::test]
async fn an_id_that_the_house_did_not_give_this_user_is_not_adopted() {
    let house = TestHouse::open().await;
    let mut admin = Browser::new(&house);
    admin.log_in(ADMIN).await;
    let admins = admin.cookie(COOKIE).unwrap();
    for planted in [admins.as_str(), "AAAAAAAAAAAAAAAAAAAAAA"] {
        let mut victim = showing(&house, planted);
        assert_eq!(victim.log_in(ALICE).await.status, 200);
        assert_ne!(victim.cookie(COOKIE).unwrap(), planted);
    }
    besiege(&house).await;
    showing(&house, &admins).log_in(ALICE).await.refused(429);
}

#[tokio::test]
async fn one_sandbox_knows_nothing_of_anothers_devices() {
    let house = TestHouse::open().await;
    let mut elsewhere = Browser::new(&house);
    elsewhere.post("/api/lab/sandboxes", &json!({})).await;
    elsewhere.log_in(ALICE).await;
    let known_elsewhere = elsewhere.cookie(COOKIE).unwrap();
    besiege(&house).await;
    showing(&house, &known_elsewhere).log_in(ALICE).await.refused(429);
}

#[tokio::test]
async fn a_new_password_makes_every_other_device_a_stranger() {
    let house = TestHouse::open().await;
    let (thief, mut owner) = (owner(&house).await, owner(&house).await);
    owner.log_in(ALICE).await;
    let new = "another fine password";
    let form = format!("current={}&new={new}", ALICE.1).replace(' ', "+");
    assert_eq!(owner.post_form("/fn/session/change_password", &form).await.status, 200);
    besiege(&house).await;
    showing(&house, &thief.cookie(COOKIE).unwrap()).log_in((ALICE.0, new)).await.refused(429);
    assert_eq!(showing(&house, &owner.cookie(COOKIE).unwrap()).log_in((ALICE.0, new)).await.status, 200);
}

#[tokio::test]
async fn a_device_is_known_for_ninety_days_after_each_sign_in() {
    let house = TestHouse::open().await;
    let mut owner = owner(&house).await;
    let first = owner.cookie(COOKIE);
    for _ in 0..2 {
        house.clock.advance(90 * 24 * 60 * 60 - 1);
        besiege(&house).await;
        assert_eq!(owner.log_in(ALICE).await.status, 200);
        assert_eq!(owner.cookie(COOKIE), first, "and stays the same");
    }
    house.clock.advance(90 * 24 * 60 * 60);
    besiege(&house).await;
    owner.log_in(ALICE).await.refused(429);
}

// ASVS 3.3.1, 3.3.2, 3.3.3, 3.3.4
#[tokio::test]
async fn scripts_cannot_read_it_and_no_other_site_can_send_it() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let answer = browser.log_in(ALICE).await;
    let cookies = answer.set_cookies();
    let set = cookies.iter().find(|cookie| cookie.starts_with(COOKIE)).unwrap();
    let (pair, attributes) = set.split_once("; ").unwrap();
    assert_eq!(pair.len(), "__Host-device=".len() + 22, "128 bits in base64");
    assert_eq!(attributes, "Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=7776000");
    assert!(!browser.log_in((ALICE.0, "wrong")).await.set_cookies().concat().contains(COOKIE));
}
