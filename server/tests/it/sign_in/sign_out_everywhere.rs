//! Signing out here and at the provider: the session here first, then a page that leads on, and no ID token on the way.

use super::hostile_provider::HostileProvider;
use super::{begin, house_beside, id_token};
use crate::browser::{ALICE, Browser};
use crate::town::{Town, fill_in, leads_to};

const EVERYWHERE: &str = "/sign-out/everywhere";
const BUTTON: &str = "Sign out here and at the lab’s identity provider";

#[tokio::test]
async fn here_first_and_then_there_once_its_user_means_it() {
    let town = Town::open().await;
    let (mut app, mut idp) = (town.browser(), town.browser_at_provider());
    town.sign_in(&mut app, &mut idp, ALICE).await;
    for page in ["/account", "/compare"] {
        let text = app.get(page).await.text;
        assert!(text.contains(BUTTON) && text.contains("action=\"/sign-out/everywhere\""), "{page}");
    }
    let cookie = app.session_cookie().unwrap();
    let left = app.post_form(EVERYWHERE, "").await;
    assert_eq!(left.status, 200, "{}", left.text);
    assert_eq!((app.session_cookie(), left.header("clear-site-data")), (None, "\"cache\""));
    app.with_session(&cookie).profile().await.refused(401);

    // RP-Initiated Logout 1.0 §2; ASVS 10.1.1: no ID token reaches the browser, for this neither.
    let address = leads_to(&left);
    let (endpoint, query) = address.split_once('?').unwrap();
    assert_eq!(endpoint, format!("{}/realms/default/logout", town.idp_origin));
    let mut pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
    pairs.sort();
    let afterwards = format!("{}/account", town.house.origin);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(pairs, [pair("client_id", "two-doors"), pair("post_logout_redirect_uri", &afterwards)]);

    let asked = idp.get(address.strip_prefix(&town.idp_origin.to_string()).unwrap()).await;
    assert!(asked.text.contains("Sign out?"), "the provider asks: {}", asked.text);
    let done = fill_in(&mut idp, &asked, ("", "")).await;
    assert_eq!((done.status.as_u16(), done.header("location")), (303, afterwards.as_str()));
    let page = idp.get("/realms/default/logout").await;
    assert!(!page.text.contains("Sign out?"), "nobody is signed in there");
}

#[tokio::test]
async fn without_the_provider_the_session_here_ends_all_the_same() {
    let mut town = Town::open().await;
    let (mut app, mut idp) = (town.browser(), town.browser_at_provider());
    town.sign_in(&mut app, &mut idp, ALICE).await;
    town.kill_provider().await;
    // What it says of itself is kept for an hour; after that it is asked again.
    town.house.clock.advance(20 * 60);
    assert_eq!(app.profile().await.status, 200);
    town.house.clock.advance(20 * 60);
    assert_eq!(app.profile().await.status, 200);
    town.house.clock.advance(20 * 60);
    let (cookie, left) = (app.session_cookie().unwrap(), app.post_form(EVERYWHERE, "").await);
    assert_eq!(left.status, 200, "{}", left.text);
    assert!(left.text.contains("signed out here") && left.text.contains("does not answer"), "{}", left.text);
    assert_eq!(app.session_cookie(), None);
    app.with_session(&cookie).profile().await.refused(401);
}

#[tokio::test]
async fn whoever_came_by_password_or_from_a_provider_without_it_is_offered_none() {
    let town = Town::open().await;
    let mut app = town.browser();
    app.log_in(ALICE).await;
    assert!(!app.get("/account").await.text.contains(BUTTON));
    // The form is nobody's here, and signs out all the same.
    assert_eq!(app.post_form(EVERYWHERE, "").await.header("location"), "/account");
    app.profile().await.refused(401);
    assert_eq!(app.post_form(EVERYWHERE, "").await.status, 401, "nobody is signed in");

    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut browser = Browser::new(&house);
    id_token::sign_in(&house, &provider, &mut browser, |claims| provider.key.sign(&claims)).await;
    assert!(!browser.get("/account").await.text.contains(EVERYWHERE));
    assert_eq!(browser.post_form(EVERYWHERE, "").await.header("location"), "/account");
    browser.profile().await.refused(401);
    begin(&mut browser, "hostile").await;
}
