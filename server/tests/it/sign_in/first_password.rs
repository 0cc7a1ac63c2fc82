//! An account that came from a provider gets a password: by whoever proved a moment ago who they are (ASVS 7.5.1).

use authn::Clock as _;
use serde_json::{Value, json};

use super::hostile_provider::HostileProvider;
use super::{begin, come_back, house_beside};
use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;
use crate::town::Town;

const MALLORY: (&str, &str) = ("mallory@provider.test", "a very good password");
const CHOOSE: &str = "/account/password/choose";

/// Somebody whom the provider vouches for, who proved it so many seconds ago.
async fn proved(house: &TestHouse, provider: &HostileProvider, seconds_ago: i64) -> Browser {
    let mut browser = Browser::new(house);
    let asked = begin(&mut browser, "hostile").await;
    let now = house.clock.now();
    provider.answer_with(provider.key.sign(&json!({
        "iss": provider.issuer, "sub": "mallory", "aud": "two-doors", "nonce": asked.nonce, "iat": now, "exp": now + 60,
        "email": MALLORY.0, "auth_time": now - seconds_ago, "amr": ["pwd", "otp"], "acr": "2",
    })));
    let answer = [("code", "any"), ("state", asked.state.as_str()), ("iss", provider.issuer.as_str())];
    assert_eq!(come_back(&mut browser, "hostile", &answer).await.status, 303);
    browser
}

fn form(password: &str) -> String {
    serde_urlencoded::to_string([("new", password)]).unwrap()
}

#[tokio::test]
async fn a_fresh_proof_is_enough_and_every_other_session_ends() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let (mut browser, mut other) = (proved(&house, &provider, 0).await, proved(&house, &provider, 0).await);
    let page = browser.get("/account").await.text;
    assert!(page.contains("Choose password") && !page.contains("Current password"), "{page}");
    let before = browser.session_cookie().unwrap();
    let chosen = browser.post_form(CHOOSE, &form(MALLORY.1)).await;
    assert_eq!(chosen.header("location"), "/account?done=first-password", "{}", chosen.text);
    assert_ne!(browser.session_cookie().unwrap(), before, "ASVS 7.2.4");
    browser.with_session(&before).profile().await.refused(401);
    other.profile().await.refused(401);
    assert_eq!(browser.profile().await.status, 200);
    assert!(browser.get("/account").await.text.contains("Current password"));
    assert_eq!(Browser::new(&house).log_in(MALLORY).await.status, 200);
    // From now on there is a current one to ask for.
    assert_eq!(browser.post_form(CHOOSE, &form("yet another password")).await.status, 403);
    assert_eq!(Browser::new(&house).log_in(MALLORY).await.status, 200);
}

// The session here may be a moment old: with single sign-on that proves nothing.
#[tokio::test]
async fn an_old_proof_is_not_enough_and_the_provider_is_asked_for_another() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    for (seconds_ago, status) in [(300, 403), (299, 303)] {
        let mut browser = proved(&house, &provider, seconds_ago).await;
        assert_eq!(browser.post_form(CHOOSE, &form(MALLORY.1)).await.status, status, "{seconds_ago} s ago");
    }
    let house = house_beside(&provider).await;
    let mut browser = proved(&house, &provider, 0).await;
    house.clock.advance(300);
    assert_eq!(browser.post_form(CHOOSE, &form(MALLORY.1)).await.status, 403, "five minutes later");
    assert!(browser.get("/account").await.text.contains("Prove again at hostile who you are"));
    let left = browser.post_form("/sign-in/hostile", "return_to=%2Faccount&again=yes").await;
    assert!(left.text.contains("prompt=login") && left.text.contains("max_age=300"), "{}", left.text);
    let left = browser.post_form("/sign-in/hostile", "return_to=%2Faccount").await;
    assert!(!left.text.contains("prompt="), "the control: an ordinary sign-in asks for no proof");
}

#[tokio::test]
async fn what_may_not_be_chosen_is_refused_in_words() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut browser = proved(&house, &provider, 0).await;
    for password in ["short", "password123"] {
        let refused = browser.post_form(CHOOSE, &form(password)).await;
        assert_eq!(refused.status, 422, "{password}");
        assert!(refused.text.contains("role=\"alert\""), "{password}");
    }
    assert_eq!(Browser::new(&house).post_form(CHOOSE, &form(MALLORY.1)).await.status, 401);
    assert!(browser.get("/account").await.text.contains("Choose password"));
}

#[tokio::test]
async fn the_account_page_says_how_this_session_signed_in() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let page = proved(&house, &provider, 120).await.get("/account").await.text;
    for said in ["a password (pwd), a one-time code (otp)", "2 min ago", &provider.issuer] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let mut by_password = Browser::new(&house);
    by_password.log_in(ALICE).await;
    assert!(by_password.get("/account").await.text.contains("You signed in with your password here."));
}

#[tokio::test]
async fn the_second_factor_is_at_the_provider_and_the_page_leads_there() {
    let town = Town::open().await;
    let (mut app, mut idp) = (town.browser(), town.browser_at_provider());
    app.log_in(ALICE).await;
    let by_password = app.get("/account").await.text;
    assert!(
        by_password.contains("kept at the identity provider")
            && !by_password.contains("/realms/default/account")
    );
    town.sign_in(&mut app, &mut idp, ALICE).await;
    let link = format!("href=\"{}/realms/default/account\"", town.idp_origin);
    assert!(app.get("/account").await.text.contains(&link));
    assert_eq!(app.profile().await.json()["email"], Value::from(ALICE.0));
}
