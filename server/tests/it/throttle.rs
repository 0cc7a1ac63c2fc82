//! Guessing is slowed down, for each account and each address, and never for good (ASVS 6.3.1).

use authn::HashingLimits;
use serde_json::json;

use crate::browser::{ADMIN, ALICE, Answer, Browser};
use crate::house::TestHouse;

async fn guess(browser: &mut Browser, door: &str, email: &str) -> Answer {
    browser.post(&format!("/api/{door}/login"), &json!({ "email": email, "password": "wrong" })).await
}

#[tokio::test]
async fn five_guesses_are_free_then_each_doubles_the_wait_at_both_doors() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for door in ["session", "jwt", "session", "jwt", "session"] {
        guess(&mut browser, door, ALICE.0).await.refused(401);
    }
    for wait in [1, 2, 4, 8] {
        for door in ["session", "jwt"] {
            let answer = guess(&mut browser, door, ALICE.0).await;
            assert_eq!(answer.refused(429).header("retry-after"), wait.to_string());
        }
        browser.log_in(ALICE).await.refused(429);
        house.clock.advance(wait);
        guess(&mut browser, "session", ALICE.0).await.refused(401);
    }
    house.clock.advance(16);
    assert_eq!(browser.log_in(ALICE).await.status, 200, "the right password, after the wait");
    // It has washed the slate: there are five again.
    for _ in 0..5 {
        Browser::new(&house).log_in_jwt((ALICE.0, "wrong")).await.refused(401);
    }
    Browser::new(&house).log_in_jwt((ALICE.0, "wrong")).await.refused(429);
}

#[tokio::test]
async fn a_refused_guess_costs_no_hash() {
    let house = TestHouse::open_with(HashingLimits { at_once: 1, waiting: 0 }).await;
    let mut browser = Browser::new(&house);
    for _ in 0..5 {
        guess(&mut browser, "session", ALICE.0).await.refused(401);
    }
    let _the_only_turn = house.house.passwords.turn().await.unwrap();
    browser.log_in(ADMIN).await.refused(503);
    guess(&mut browser, "session", ALICE.0).await.refused(429);
}

// ASVS 6.3.8
#[tokio::test]
async fn an_account_that_does_not_exist_is_throttled_alike() {
    let house = TestHouse::open().await;
    let (mut known, mut unknown) = (Browser::new(&house), Browser::new(&house));
    for _ in 0..9 {
        let one = guess(&mut known, "session", ALICE.0).await;
        let other = guess(&mut unknown, "session", "nobody@example.test").await;
        assert_eq!((one.status, &one.text), (other.status, &other.text));
        assert_eq!(one.header("retry-after"), other.header("retry-after"));
    }
}

#[tokio::test]
async fn a_stranger_cannot_lock_a_victim_out_for_good() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    // A day of guessing, as fast as the throttle lets through.
    let mut longest = 0;
    for _ in 0..100 {
        let answer = guess(&mut browser, "session", ALICE.0).await;
        let wait = answer.header("retry-after").parse().unwrap_or(0);
        longest = longest.max(wait);
        house.clock.advance(wait);
    }
    assert_eq!(longest, 900);
    house.clock.advance(900);
    assert_eq!(browser.log_in(ALICE).await.status, 200);
}

#[tokio::test]
async fn an_address_that_guesses_at_many_accounts_is_slowed_down_too() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for n in 0..100 {
        guess(&mut browser, "session", &format!("{n}@example.test")).await.refused(401);
    }
    guess(&mut browser, "jwt", "100@example.test").await.refused(429);
}
