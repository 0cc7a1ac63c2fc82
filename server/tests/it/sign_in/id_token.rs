//! ID tokens that are not to be believed: each is refused, and leaves nothing behind (`OpenID` Connect Core 1.0 §3.1.3.7,
//! ASVS 10.5). Each is one change away from the one that is believed.

use authn::Clock as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::hostile_provider::{HostileProvider, Key};
use super::{begin, come_back, house_beside, nothing_happened, providers};
use crate::browser::{Answer, Browser};
use crate::house::TestHouse;

/// Makes an ID token of the good claims.
type Make<'a> = Box<dyn FnOnce(Value) -> String + 'a>;

/// The claims of a token that is good, for whoever asked with this nonce.
fn good(house: &TestHouse, provider: &HostileProvider, nonce: &str) -> Value {
    let now = house.clock.now();
    json!({
        "iss": provider.issuer, "sub": "mallory", "aud": "two-doors", "nonce": nonce,
        "iat": now, "exp": now + 60, "email": "mallory@provider.test", "email_verified": true, "name": "Mallory",
    })
}

/// A sign-in whose ID token the test makes, of the good claims.
pub(super) async fn sign_in(
    house: &TestHouse,
    provider: &HostileProvider,
    browser: &mut Browser,
    make: impl FnOnce(Value) -> String,
) -> Answer {
    let asked = begin(browser, "hostile").await;
    provider.answer_with(make(good(house, provider, &asked.nonce)));
    let answer = [("code", "any"), ("state", asked.state.as_str()), ("iss", provider.issuer.as_str())];
    come_back(browser, "hostile", &answer).await
}

fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

#[tokio::test]
async fn the_control_a_good_one_signs_in() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut browser = Browser::new(&house);
    let answer = sign_in(&house, &provider, &mut browser, |claims| provider.key.sign(&claims)).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/compare"), "{}", answer.text);
    assert!(answer.set_session().is_some());
    assert_eq!(browser.cookie("__Host-sign-in"), None, "the attempt's cookie is gone");
    assert_eq!(browser.profile().await.json()["email"], "mallory@provider.test");
}

// Whatever a form asks for: without the lab there is one page to come back to.
#[tokio::test]
async fn without_the_lab_it_signs_in_too_and_leads_to_the_account() {
    let provider = HostileProvider::open().await;
    let house = TestHouse::open_without_lab(providers(&provider)).await;
    let mut browser = Browser::new(&house);
    let answer = sign_in(&house, &provider, &mut browser, |claims| provider.key.sign(&claims)).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/account"), "{}", answer.text);
    assert_eq!(browser.profile().await.json()["email"], "mallory@provider.test");
    let page = browser.get("/account").await.text;
    assert!(page.contains("Sign in with") && page.contains("Link closed"), "{page}");
}

#[tokio::test]
async fn each_that_is_wrong_in_one_thing_is_refused() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let now = house.clock.now();
    let stranger = Key::new("first");
    let key = &provider.key;
    let changed =
        |name: &'static str, value: Value| move |claims: Value| key.sign(&with(claims, name, value));
    let wrong: Vec<(&str, u16, Make<'_>)> = vec![
        ("another nonce", 400, Box::new(changed("nonce", json!("another")))),
        ("no nonce", 400, Box::new(changed("nonce", Value::Null))),
        ("another issuer", 502, Box::new(changed("iss", json!("http://127.0.0.1:1")))),
        ("another audience", 502, Box::new(changed("aud", json!("another client")))),
        ("one more audience", 502, Box::new(changed("aud", json!(["two-doors", "another client"])))),
        ("another authorized party", 502, Box::new(changed("azp", json!("another client")))),
        ("expired, and the skew with it", 502, Box::new(changed("exp", json!(now - 60)))),
        ("from the future, beyond the skew", 502, Box::new(changed("iat", json!(now + 61)))),
        ("of long ago", 502, Box::new(changed("iat", json!(now - 661)))),
        ("signed by another key", 502, Box::new(|claims| stranger.sign(&claims))),
        ("signed with what everybody knows", 502, Box::new(|claims| by_shared_secret(&claims))),
        ("signed by nobody", 502, Box::new(|claims| by_nobody(&claims))),
        ("no token at all", 502, Box::new(|_| "not a token".to_owned())),
    ];
    for (what, status, make) in wrong {
        let mut browser = Browser::new(&house);
        let answer = sign_in(&house, &provider, &mut browser, make).await;
        assert_eq!(answer.status, status, "{what}: {}", answer.text);
        assert!(answer.text.contains("role=\"alert\""), "{what}: in words");
        nothing_happened(&house, &mut browser, &answer, &provider.issuer).await;
    }
}

#[tokio::test]
async fn clocks_may_differ_by_a_minute() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let now = house.clock.now();
    for (name, at) in [("exp", now - 59), ("iat", now + 60)] {
        let mut browser = Browser::new(&house);
        let make = |claims| provider.key.sign(&with(claims, name, json!(at)));
        let answer = sign_in(&house, &provider, &mut browser, make).await;
        assert_eq!(answer.status, 303, "{name}: {}", answer.text);
    }
}

// OpenID Connect Core 1.0 §10.1.1
#[tokio::test]
async fn a_new_key_is_looked_up_once_and_then_known() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let try_with = async |key: &Key| {
        let mut browser = Browser::new(&house);
        sign_in(&house, &provider, &mut browser, |claims| key.sign(&claims)).await.status.as_u16()
    };
    assert_eq!(try_with(&provider.key).await, 303);
    assert_eq!(provider.jwks_read(), 1, "with the discovery document");
    let second = Key::new("second");
    assert_eq!(try_with(&second).await, 502, "nobody has shown that key");
    provider.show(&[&provider.key, &second]);
    assert_eq!(try_with(&second).await, 303);
    assert_eq!(try_with(&provider.key).await, 303, "the old one is still shown");
    assert_eq!(provider.jwks_read(), 3, "and nothing is read that is known");
}

fn by_shared_secret(claims: &Value) -> String {
    encode(&Header::default(), claims, &EncodingKey::from_secret(b"two-doors")).unwrap()
}

fn by_nobody(claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.", part(&json!({ "alg": "none" })), part(claims))
}
