//! Without its provider nobody can sign in, and whoever is in stays in.

use crate::browser::Browser;
use crate::town::{ALICE, Town};

#[tokio::test]
async fn a_provider_that_is_gone_before_the_sign_in_is_said_in_words() {
    let mut town = Town::open().await;
    town.lose_provider().await;
    let mut browser = Browser::new(&town);
    let answer = browser.post(&town.notes("/default/sign-in"), &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "60"));
    assert!(answer.text.contains("The identity provider does not answer"));
    assert!(answer.text.contains("href=\"/default/\""), "and a way back");
    assert!(answer.set_cookies().is_empty(), "no half of an attempt");
    town.clock.advance(3600);
    assert_eq!(town.notes.sweep(100).await.unwrap(), 0, "nor a row of one");
}

#[tokio::test]
async fn a_provider_that_goes_in_the_middle_leaves_no_half_session() {
    let mut town = Town::open().await;
    let (mut cookies, back) = {
        let mut browser = Browser::new(&town);
        let form = browser.leave_for_provider("default").await;
        let back = browser.fill_in(&form, ALICE).await.header("location").to_owned();
        (browser.cookies.clone(), back)
    };
    town.lose_provider().await;
    let mut browser = Browser::new(&town);
    browser.cookies.append(&mut cookies);
    let answer = browser.get(&back).await;
    assert_eq!(answer.status, 503, "{}", answer.text);
    assert!(answer.text.contains("href=\"/default/\""));
    assert_eq!(browser.session(), None);
    assert_eq!(browser.cookie("notes.localhost", "__Host-notes_sign_in"), None, "the next try is a new one");
}

#[tokio::test]
async fn whoever_is_in_stays_in_and_can_leave() {
    let mut town = Town::open().await;
    let mut cookies = {
        let mut browser = Browser::new(&town);
        browser.sign_in("default", ALICE).await;
        browser.cookies.clone()
    };
    town.lose_provider().await;
    let mut browser = Browser::new(&town);
    browser.cookies.append(&mut cookies);
    assert_eq!(browser.profile("default").await.status, 200);
    let mut copy = browser.copy();
    let left = browser.post(&town.notes("/default/sign-out-everywhere"), &[]).await;
    // Where the provider would be asked is known already; the browser finds it gone. Here it is done.
    assert_eq!(left.status, 303);
    assert_eq!((browser.session(), copy.profile("default").await.status.as_u16()), (None, 401));
}

#[tokio::test]
async fn whoever_signs_out_everywhere_is_told_if_it_was_only_here() {
    let mut town = Town::open().await;
    town.lose_provider().await;
    let mut browser = Browser::new(&town);
    let answer = browser.post(&town.notes("/default/sign-out-everywhere"), &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "60"));
    assert!(answer.text.contains("you are still signed in there"), "{}", answer.text);
}
