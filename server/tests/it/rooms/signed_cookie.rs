//! A session that lives in the cookie (claims T4, T11).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lab::rooms::SHORT_LIFETIME;
use lab::rooms::signed_cookie::LIFETIME;

use super::room::{SIGNED_COOKIE as ROOM, own_sandbox, switch};
use crate::browser::{ADMIN, ALICE, Browser};
use crate::house::TestHouse;

// `session_lives_in_the_cookie`: what the article's own program does, too.
#[tokio::test]
async fn a_copy_works_after_logout_for_a_month() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let copy = ROOM.signed_in(&mut browser, ALICE).await;
    ROOM.log_out(&mut browser).await;
    ROOM.profile(&mut browser).await.refused(401);
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0));
    house.clock.advance(LIFETIME);
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0));
    house.clock.advance(1);
    assert_eq!(ROOM.replay(&house, &copy).await, None);
}

#[tokio::test]
async fn short_life_narrows_it_to_a_minute_also_for_who_names_no_sandbox() {
    let house = TestHouse::open().await;
    let (mut browser, mut elsewhere) = (Browser::new(&house), Browser::new(&house));
    own_sandbox(&mut browser).await;
    let copy = ROOM.signed_in(&mut browser, ALICE).await;
    let undefended = ROOM.signed_in(&mut elsewhere, ALICE).await;
    switch(&mut browser, "short-life", true).await;
    ROOM.log_out(&mut browser).await;
    house.clock.advance(SHORT_LIFETIME);
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0));
    house.clock.advance(1);
    assert_eq!(ROOM.replay(&house, &copy).await, None);
    assert_eq!(ROOM.replay(&house, &undefended).await.as_deref(), Some(ALICE.0), "another sandbox's switch");
    // The age is looked at when the cookie is read: without the switch the copy is young again.
    switch(&mut browser, "short-life", false).await;
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0));
}

#[tokio::test]
async fn a_cookie_of_tomorrow_is_refused() {
    let house = TestHouse::open().await;
    let copy = ROOM.signed_in(&mut Browser::new(&house), ALICE).await;
    house.clock.advance(-1);
    assert_eq!(ROOM.replay(&house, &copy).await, None);
}

// What it says can be read by whoever holds it, and changed by nobody.
#[tokio::test]
async fn the_payload_is_legible_and_signed() {
    let house = TestHouse::open().await;
    let copy = ROOM.signed_in(&mut Browser::new(&house), ALICE).await;
    let (payload, rest) = copy.split_once('.').unwrap();
    let legible = String::from_utf8(URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
    assert_eq!(legible, r#"{"user_id":1,"sandbox":"default"}"#);
    let admin = URL_SAFE_NO_PAD.encode(legible.replace('1', "2"));
    assert_eq!(ROOM.replay(&house, &format!("{admin}.{rest}")).await, None);
    // Nor does the signature of one cookie cover another's payload.
    let admins = ROOM.signed_in(&mut Browser::new(&house), ADMIN).await;
    let (theirs, _) = admins.split_once('.').unwrap();
    assert_eq!(ROOM.replay(&house, &format!("{theirs}.{rest}")).await, None);
    assert_eq!(ROOM.replay(&house, &admins).await.as_deref(), Some(ADMIN.0));
}

#[tokio::test]
async fn a_disabled_account_is_noticed() {
    let house = TestHouse::open().await;
    let copy = ROOM.signed_in(&mut Browser::new(&house), ALICE).await;
    house.house.store.disable_user(domain::UserId(1), 1_800_000_000).await.unwrap();
    assert_eq!(ROOM.replay(&house, &copy).await, None);
}
