//! Leaving for a provider is throttled per address: each time is work for the provider, and a row (ASVS 6.3.1).

use super::hostile_provider::HostileProvider;
use super::{begin, house_beside, id_token};
use crate::browser::Browser;

#[tokio::test]
async fn whoever_leaves_a_hundred_times_and_never_comes_back_waits() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut browser = Browser::new(&house);
    for _ in 0..100 {
        begin(&mut browser, "hostile").await;
    }
    let refused = browser.post_form("/sign-in/hostile", "").await;
    assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "1"));
    assert!(refused.text.contains("Too many attempts. Try again in 1 s."), "in words: {}", refused.text);
    assert_eq!(browser.log_in(crate::browser::ALICE).await.status, 200, "no other way in is closed");

    house.clock.advance(1);
    begin(&mut browser, "hostile").await;
    assert_eq!(
        browser.post_form("/sign-in/hostile", "").await.header("retry-after"),
        "2",
        "the wait doubles"
    );
    house.clock.advance(60 * 60);
    begin(&mut browser, "hostile").await;
}

// A class shares an address, and signs in all day.
#[tokio::test]
async fn whoever_comes_back_signed_in_is_not_counted() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut browser = Browser::new(&house);
    for _ in 0..99 {
        begin(&mut browser, "hostile").await;
    }
    let answer =
        id_token::sign_in(&house, &provider, &mut browser, |claims| provider.key.sign(&claims)).await;
    assert_eq!(answer.status, 303);
    for _ in 0..100 {
        begin(&mut browser, "hostile").await;
    }
}
