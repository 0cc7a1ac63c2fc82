//! How long a session lives, and that its id is always a new one (ASVS 7.2.4, 7.3.1, 7.3.2).

use crate::browser::Browser;
use crate::town::{ADMIN, ALICE, Town};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

#[tokio::test]
async fn half_an_hour_of_nothing_ends_it() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    for _ in 0..3 {
        town.clock.advance(30 * MINUTE - 1);
        assert_eq!(browser.profile("default").await.status, 200, "to be used keeps it awake");
    }
    town.clock.advance(30 * MINUTE);
    assert_eq!(browser.profile("default").await.status, 401);
}

#[tokio::test]
async fn twelve_hours_end_it_whatever_happens() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    browser.sign_in("default", ALICE).await;
    for _ in 0..35 {
        town.clock.advance(20 * MINUTE);
        assert_eq!(browser.profile("default").await.status, 200);
    }
    town.clock.advance(20 * MINUTE);
    assert_eq!(browser.profile("default").await.status, 401);
    assert_eq!(35 * 20 * MINUTE + 20 * MINUTE, 12 * HOUR);
    assert!(town.notes.sweep(100).await.unwrap() > 0, "and is swept out");
}

#[tokio::test]
async fn each_sign_in_has_an_id_that_the_browser_did_not_choose() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    let planted = "A".repeat(43);
    let jar = browser.cookies.entry("notes.localhost".to_owned()).or_default();
    jar.insert("__Host-notes_session".to_owned(), planted.clone());
    browser.sign_in("default", ALICE).await;
    let first = browser.session().unwrap().to_owned();
    assert_ne!(first, planted);
    let mut copy = browser.copy();
    browser.leave_for_provider("default").await;
    assert_ne!(browser.session().unwrap(), first);
    assert_eq!(copy.profile("default").await.status, 401, "the one before has ended");
    assert_eq!(browser.profile("default").await.status, 200);
}

#[tokio::test]
async fn a_session_of_one_sandbox_opens_no_other() {
    let town = Town::open().await;
    let other = "a-sandbox-of-its-own-0";
    town.idp.ensure_realm(&other.parse().unwrap()).await.unwrap();
    let mut browser = Browser::new(&town);
    browser.sign_in(other, ADMIN).await;
    assert_eq!(browser.profile(other).await.status, 200);
    assert_eq!(browser.profile("default").await.status, 401);
}
