//! A session that came through a provider ends with the provider's own (OpenID Connect Back-Channel Logout 1.0; ASVS 10.5.5).

use authn::Clock as _;
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::hostile_provider::{HostileProvider, Key};
use super::{begin, come_back, house_beside, providers};
use crate::browser::{ADMIN, ALICE, Answer, Browser};
use crate::house::TestHouse;
use crate::redis::HouseOnRedis;
use crate::town::Town;

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
const ADDRESS: &str = "/sign-in/hostile/backchannel-logout";

/// Somebody of the hostile provider signs in, in one session of it.
async fn signed_in(
    house: &TestHouse,
    provider: &HostileProvider,
    subject: &str,
    sid: Option<&str>,
) -> Browser {
    let mut browser = Browser::new(house);
    let asked = begin(&mut browser, "hostile").await;
    let now = house.clock.now();
    let mut claims = json!({
        "iss": provider.issuer, "sub": subject, "aud": "two-doors", "nonce": asked.nonce, "iat": now, "exp": now + 60,
        "email": format!("{subject}@provider.test"),
    });
    if let Some(sid) = sid {
        claims["sid"] = json!(sid);
    }
    provider.answer_with(provider.key.sign(&claims));
    let answer = [("code", "any"), ("state", asked.state.as_str()), ("iss", provider.issuer.as_str())];
    assert_eq!(come_back(&mut browser, "hostile", &answer).await.status, 303);
    browser
}

fn logout(house: &TestHouse, provider: &HostileProvider, names: &Value) -> Value {
    let now = house.clock.now();
    let mut claims = json!({
        "iss": provider.issuer, "aud": "two-doors", "iat": now, "exp": now + 120, "jti": "j", "events": { EVENT: {} },
    });
    claims.as_object_mut().unwrap().extend(names.as_object().unwrap().clone());
    claims
}

/// As a server sends it: without a cookie, without an origin.
async fn tell(house: &TestHouse, logout_token: &str) -> Answer {
    let form = serde_urlencoded::to_string([("logout_token", logout_token)]).unwrap();
    let answer = Browser::new(house).post_form(ADDRESS, &form).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    answer
}

async fn told(house: &TestHouse, provider: &HostileProvider, names: Value) {
    let answer = tell(house, &provider.key.sign_as("logout+jwt", &logout(house, provider, &names))).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
}

#[tokio::test]
async fn one_session_of_the_provider_is_what_a_sid_names() {
    let provider = HostileProvider::open().await;
    a_sid_names_one_session(&house_beside(&provider).await, &provider).await;
}

#[tokio::test]
async fn on_redis_too_one_session_of_the_provider_is_what_a_sid_names() {
    let provider = HostileProvider::open().await;
    let on_redis = HouseOnRedis::open_for(providers(&provider)).await;
    a_sid_names_one_session(&on_redis.house, &provider).await;
}

#[tokio::test]
async fn a_house_without_the_lab_hears_of_it_too() {
    let provider = HostileProvider::open().await;
    let house = TestHouse::open_without_lab(providers(&provider)).await;
    let mut here = signed_in(&house, &provider, "mallory", Some("s-1")).await;
    assert_eq!(here.profile().await.json()["email"], "mallory@provider.test");
    told(&house, &provider, json!({ "sid": "s-1" })).await;
    here.profile().await.refused(401);
}

async fn a_sid_names_one_session(house: &TestHouse, provider: &HostileProvider) {
    let mut here = signed_in(house, provider, "mallory", Some("s-1")).await;
    let mut too = signed_in(house, provider, "mallory", Some("s-1")).await;
    let mut elsewhere = signed_in(house, provider, "mallory", Some("s-2")).await;
    let mut by_password = Browser::new(house);
    by_password.log_in(ALICE).await;

    told(house, provider, json!({ "sid": "s-1" })).await;
    here.profile().await.refused(401);
    too.profile().await.refused(401);
    assert_eq!(elsewhere.profile().await.status, 200);
    told(house, provider, json!({ "sid": "s-2", "sub": "somebody else" })).await;
    assert_eq!(elsewhere.profile().await.status, 200, "both must be right");
    told(house, provider, json!({ "sid": "s-2", "sub": "mallory" })).await;
    elsewhere.profile().await.refused(401);
    assert_eq!(by_password.profile().await.status, 200);
}

#[tokio::test]
async fn all_sessions_of_a_subject_are_what_a_sub_alone_names() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut with_sid = signed_in(&house, &provider, "mallory", Some("s-1")).await;
    let mut without = signed_in(&house, &provider, "mallory", None).await;
    let mut other = signed_in(&house, &provider, "trent", None).await;
    told(&house, &provider, json!({ "sub": "mallory" })).await;
    with_sid.profile().await.refused(401);
    without.profile().await.refused(401);
    assert_eq!(other.profile().await.status, 200);
}

#[tokio::test]
async fn a_token_that_comes_twice_ends_nothing_the_second_time() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut first = signed_in(&house, &provider, "mallory", Some("s-1")).await;
    let said = json!({ "sid": "s-1", "sub": "mallory" });
    told(&house, &provider, said.clone()).await;
    first.profile().await.refused(401);
    let mut second = signed_in(&house, &provider, "mallory", Some("s-2")).await;
    told(&house, &provider, said).await;
    assert_eq!(second.profile().await.status, 200);
}

// A change of password gives the browser another session, and that one came of the provider's as well.
#[tokio::test]
async fn a_session_that_was_renewed_ends_with_the_providers_too() {
    let town = Town::open().await;
    let (mut app, mut idp) = (town.browser(), town.browser_at_provider());
    town.sign_in(&mut app, &mut idp, ALICE).await;
    let form = [("current", ALICE.1), ("new", "another good password")];
    let changed =
        app.post_form("/fn/session/change_password", &serde_urlencoded::to_string(form).unwrap()).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(app.profile().await.status, 200);
    town.sign_out_at_provider(&mut idp).await;
    app.profile().await.refused(401);
}

// Both listen for real: the provider posts to the app, and nobody's browser carries anything.
#[tokio::test]
async fn whoever_signs_out_at_the_provider_is_signed_out_here_and_the_cookie_is_dead() {
    let town = Town::open().await;
    let (mut app, mut idp) = (town.browser(), town.browser_at_provider());
    town.sign_in(&mut app, &mut idp, ALICE).await;
    let (mut keeper, mut keeper_idp) = (town.browser(), town.browser_at_provider());
    town.sign_in(&mut keeper, &mut keeper_idp, ADMIN).await;
    let mut by_password = town.browser();
    by_password.log_in(ALICE).await;
    let cookie = app.session_cookie().unwrap();

    town.sign_out_at_provider(&mut idp).await;
    app.with_session(&cookie).profile().await.refused(401);
    assert!(app.get("/account").await.text.contains("You are signed out"));
    assert_eq!(keeper.profile().await.status, 200, "somebody else");
    assert_eq!(by_password.profile().await.status, 200, "the same account, another way in");
}

#[tokio::test]
async fn what_is_not_a_good_logout_token_signs_nobody_out() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut browser = signed_in(&house, &provider, "mallory", Some("s-1")).await;
    let good = logout(&house, &provider, &json!({ "sid": "s-1" }));
    let sign = |claims: &Value| provider.key.sign_as("logout+jwt", claims);
    let with = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        sign(&claims)
    };
    let now = house.clock.now();
    let wrong = [
        ("an ID token", provider.key.sign(&good)),
        ("another key's", Key::new("first").sign_as("logout+jwt", &good)),
        ("another issuer's", with("iss", json!("http://127.0.0.1:1"))),
        ("another client's", with("aud", json!("notes"))),
        ("expired", with("exp", json!(now - 60))),
        ("from the future", with("iat", json!(now + 61))),
        ("without its event", with("events", json!({}))),
        ("with a nonce", with("nonce", json!("n"))),
        ("nobody's", with("sid", Value::Null)),
        ("no token", "no token".to_owned()),
        ("nothing", String::new()),
    ];
    for (what, logout_token) in wrong {
        let answer = tell(&house, &logout_token).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["error"]),
            (400, &json!("invalid_request")),
            "{what}"
        );
        assert_eq!(browser.profile().await.status, 200, "{what}");
    }
    let no_form = Browser::new(&house).post(ADDRESS, &json!({ "logout_token": sign(&good) })).await;
    assert_eq!((no_form.status.as_u16(), &no_form.json()["error"]), (400, &json!("invalid_request")));
    assert_eq!(browser.profile().await.status, 200);
    told(&house, &provider, json!({ "sid": "s-1" })).await;
    browser.profile().await.refused(401);
}

// A realm of a sandbox that nobody made is not asked for its keys; and a provider that is down cannot vouch for anything.
#[tokio::test]
async fn without_the_keys_nobody_is_signed_out_and_the_sender_may_try_again() {
    let mut town = Town::open().await;
    let (mut app, mut idp) = (town.browser(), town.browser_at_provider());
    town.sign_in(&mut app, &mut idp, ALICE).await;
    town.kill_provider().await;
    let stranger = Key::new("unknown");
    let address = "/sign-in/idp/backchannel-logout";
    let cases = [("default", "temporarily_unavailable"), ("0123456789abcdefghijkl", "invalid_request")];
    for (realm, error) in cases {
        let now = town.house.clock.now();
        let claims = json!({
            "iss": format!("{}/realms/{realm}", town.idp_origin), "aud": "two-doors", "iat": now, "exp": now + 120,
            "jti": "j", "events": { EVENT: {} }, "sub": "ready-alice",
        });
        let form = serde_urlencoded::to_string([("logout_token", stranger.sign_as("logout+jwt", &claims))]);
        let answer = town.browser().post_form(address, &form.unwrap()).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (400, &json!(error)), "{realm}");
    }
    assert_eq!(app.profile().await.status, 200);
}

// ASVS 3.5.1: it works without an origin, and with another's it is as refused as everything else.
#[tokio::test]
async fn a_browser_of_another_site_cannot_send_one() {
    let provider = HostileProvider::open().await;
    let house = house_beside(&provider).await;
    let mut browser = signed_in(&house, &provider, "mallory", Some("s-1")).await;
    let token = provider.key.sign_as("logout+jwt", &logout(&house, &provider, &json!({ "sid": "s-1" })));
    let request = Request::post(ADDRESS)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "https://attacker.example")
        .body(Body::from(format!("logout_token={token}")));
    assert_eq!(Browser::new(&house).send(request.unwrap()).await.status, 403);
    assert_eq!(browser.profile().await.status, 200);
}
