//! The room that counts no guesses, and the switch that makes it count them as the doors do.

use lab::rooms::unthrottled_sign_in::{CAROL, SHARED_PASSWORD, resident};
use serde_json::json;

use super::room::{own_sandbox, switch};
use crate::browser::{ALICE, Answer, Browser};
use crate::house::TestHouse;

const LOG_IN: &str = "/api/lab/rooms/unthrottled-sign-in/login";
const FORM: &str = "/api/lab/rooms/unthrottled-sign-in/form";

async fn guess(browser: &mut Browser, password: &str) -> Answer {
    browser.post(LOG_IN, &json!({ "email": CAROL.email, "password": password })).await
}

// Deliberate flaw `guesses_are_not_counted`. The password is one of the first that are tried.
#[tokio::test]
async fn the_commonest_passwords_are_tried_until_one_opens() {
    let house = TestHouse::open().await;
    let mut mallory = Browser::new(&house);
    let commonest = include_str!("../../../../crates/authn/src/commonest_passwords.txt");
    let place = commonest.lines().position(|word| word == CAROL.password).expect("it is a common one");
    assert!(place < 10_000);
    for word in commonest.lines().take(200) {
        guess(&mut mallory, word).await.refused(401);
    }
    let answer = guess(&mut mallory, CAROL.password).await;
    assert_eq!(
        (answer.status.as_u16(), answer.json()),
        (200, json!({ "email": CAROL.email, "name": "Carol" }))
    );
    let nobody = json!({ "email": "nobody@example.test", "password": CAROL.password });
    mallory.post(LOG_IN, &nobody).await.refused(401);
}

// ASVS 6.3.1
#[tokio::test]
async fn the_switch_counts_guesses_as_the_doors_do() {
    let house = TestHouse::open().await;
    let mut mallory = Browser::new(&house);
    own_sandbox(&mut mallory).await;
    switch(&mut mallory, "throttle", true).await;
    for _ in 0..5 {
        guess(&mut mallory, "a guess").await.refused(401);
    }
    let refused = guess(&mut mallory, CAROL.password).await;
    assert_eq!(refused.refused(429).header("retry-after"), "1", "even the right one has to wait");
    house.clock.advance(1);
    guess(&mut mallory, "a guess").await.refused(401);
    assert_eq!(guess(&mut mallory, "a guess").await.refused(429).header("retry-after"), "2");
    house.clock.advance(2);
    assert_eq!(guess(&mut mallory, CAROL.password).await.status, 200);
    guess(&mut mallory, "a guess").await.refused(401);

    let mut elsewhere = Browser::new(&house);
    guess(&mut elsewhere, "a guess").await.refused(401);
}

/// The token of a form that this browser asked for, as it stands in the page.
async fn fetch_form(browser: &mut Browser) -> String {
    let page = browser.get(FORM).await.text;
    let (_, rest) =
        page.split_once("name=\"anti_forgery_token\" value=\"").expect("the form carries a token");
    rest.split('"').next().unwrap().to_owned()
}

async fn send_form(browser: &mut Browser, password: &str, anti_forgery_token: &str) -> Answer {
    let fields = format!("email={}&password={password}&anti_forgery_token={anti_forgery_token}", CAROL.email);
    browser.post_form(FORM, &fields).await
}

// Claim P3: a program that asks for the form first is held up by nothing.
#[tokio::test]
async fn a_form_that_was_asked_for_may_guess_once_and_no_other_may() {
    let house = TestHouse::open().await;
    let (mut mallory, mut another) = (Browser::new(&house), Browser::new(&house));
    assert_eq!(send_form(&mut mallory, CAROL.password, "").await.status, 200, "nobody asks for a token yet");
    switch(&mut mallory, "anti-forgery-token", true).await;
    send_form(&mut mallory, CAROL.password, "").await.refused(403);
    for _ in 0..200 {
        let anti_forgery_token = fetch_form(&mut mallory).await;
        send_form(&mut mallory, "a+guess", &anti_forgery_token).await.refused(401);
        send_form(&mut mallory, CAROL.password, &anti_forgery_token).await.refused(403);
    }
    let anti_forgery_token = fetch_form(&mut mallory).await;
    send_form(&mut another, CAROL.password, &anti_forgery_token).await.refused(403);
    assert_eq!(send_form(&mut mallory, CAROL.password, &anti_forgery_token).await.status, 200);
    mallory.post(FORM, &json!({})).await.refused(400);
}

// ASVS 6.3.1: one password at many accounts. No account sees more than one failure; the address they come from does.
#[tokio::test]
async fn guesses_that_are_spread_over_accounts_are_counted_by_address_alone() {
    let house = TestHouse::open().await;
    let mut mallory = Browser::new(&house);
    own_sandbox(&mut mallory).await;
    let spread = |number| json!({ "email": resident(number), "password": SHARED_PASSWORD });
    switch(&mut mallory, "throttle", true).await;
    for number in 1..=120 {
        mallory.post(LOG_IN, &spread(number)).await.refused(401);
    }
    assert_eq!(mallory.post(LOG_IN, &spread(400)).await.status, 200, "one in five hundred has it");

    switch(&mut mallory, "address-throttle", true).await;
    for number in 1..=100 {
        mallory.post(LOG_IN, &spread(number)).await.refused(401);
    }
    let refused = mallory.post(LOG_IN, &spread(400)).await;
    assert_eq!(refused.refused(429).header("retry-after"), "1", "even the right one has to wait");
    house.clock.advance(1);
    assert_eq!(mallory.post(LOG_IN, &spread(400)).await.status, 200);
    // The address keeps its slate: a thief could wash it with one account.
    mallory.post(LOG_IN, &spread(101)).await.refused(401);
    mallory.post(LOG_IN, &spread(400)).await.refused(429);
}

// A learner who lets the room be guessed at is not kept out of the doors; nor does the switch say anything about them.
#[tokio::test]
async fn what_is_counted_here_is_counted_nowhere_else() {
    let house = TestHouse::open().await;
    let mut mallory = Browser::new(&house);
    own_sandbox(&mut mallory).await;
    for on in [false, true] {
        switch(&mut mallory, "throttle", on).await;
        for _ in 0..110 {
            mallory.post(LOG_IN, &json!({ "email": ALICE.0, "password": "a guess" })).await;
        }
        assert_eq!(mallory.log_in(ALICE).await.status, 200);
    }
    switch(&mut mallory, "throttle", false).await;
    for _ in 0..5 {
        mallory.log_in((ALICE.0, "a guess")).await.refused(401);
    }
    let mut stranger = Browser::new(&house);
    stranger.cookies = mallory.cookies.iter().filter(|(name, _)| name.contains("sandbox")).cloned().collect();
    for _ in 0..5 {
        stranger.log_in((ALICE.0, "a guess")).await;
    }
    stranger.log_in((ALICE.0, "a guess")).await.refused(429);
}

#[tokio::test]
async fn a_reset_forgives() {
    let house = TestHouse::open().await;
    let mut mallory = Browser::new(&house);
    own_sandbox(&mut mallory).await;
    switch(&mut mallory, "throttle", true).await;
    for _ in 0..6 {
        guess(&mut mallory, "a guess").await;
    }
    guess(&mut mallory, "a guess").await.refused(429);
    assert_eq!(mallory.post_form("/fn/lab/reset_sandbox", "").await.status, 200);
    switch(&mut mallory, "throttle", true).await;
    guess(&mut mallory, "a guess").await.refused(401);
}
