//! A token in a cookie: theft by script stops, replay after logout does not (claim T9).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::room::{JWT_COOKIE as ROOM, own_sandbox, switch};
use crate::browser::{ALICE, Browser};
use crate::house::{SECRET, TestHouse};

fn claims(access_token: &str) -> Value {
    let payload = access_token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

// `jwt_in_a_cookie_cannot_be_taken_back`
#[tokio::test]
async fn a_copy_works_after_logout_until_exp() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let copy = ROOM.signed_in(&mut browser, ALICE).await;
    ROOM.log_out(&mut browser).await;
    ROOM.profile(&mut browser).await.refused(401);
    house.clock.advance(15 * 60 - 1);
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0));
    house.clock.advance(1);
    assert_eq!(ROOM.replay(&house, &copy).await, None);
}

#[tokio::test]
async fn short_life_narrows_it_to_a_minute() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    switch(&mut browser, "short-life", true).await;
    let copy = ROOM.signed_in(&mut browser, ALICE).await;
    ROOM.log_out(&mut browser).await;
    house.clock.advance(59);
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0));
    house.clock.advance(1);
    assert_eq!(ROOM.replay(&house, &copy).await, None);
}

#[tokio::test]
async fn the_denylist_ends_the_copy_and_no_other_token() {
    let house = TestHouse::open().await;
    let (mut browser, mut phone) = (Browser::new(&house), Browser::new(&house));
    own_sandbox(&mut browser).await;
    phone.cookies.clone_from(&browser.cookies);
    let copy = ROOM.signed_in(&mut browser, ALICE).await;
    let on_the_phone = ROOM.signed_in(&mut phone, ALICE).await;
    switch(&mut browser, "denylist", true).await;
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0), "it was not given back yet");
    ROOM.log_out(&mut browser).await;
    assert_eq!(ROOM.replay(&house, &copy).await, None, "not even without the lab's cookie");
    assert_eq!(ROOM.replay(&house, &on_the_phone).await.as_deref(), Some(ALICE.0));
    // Given back twice is given back.
    assert_eq!(ROOM.log_out(&mut ROOM.thief(&house, &copy)).await.status, 200);
    // The list is asked only while the switch is on.
    switch(&mut browser, "denylist", false).await;
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0));
}

#[tokio::test]
async fn a_logout_without_the_denylist_is_not_noted_for_later() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let copy = ROOM.signed_in(&mut browser, ALICE).await;
    ROOM.log_out(&mut browser).await;
    switch(&mut browser, "denylist", true).await;
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0));
}

#[tokio::test]
async fn a_denylist_is_a_sandboxs_own() {
    let house = TestHouse::open().await;
    let (mut here, mut elsewhere) = (Browser::new(&house), Browser::new(&house));
    own_sandbox(&mut elsewhere).await;
    switch(&mut elsewhere, "denylist", true).await;
    let copy = ROOM.signed_in(&mut here, ALICE).await;
    // Somebody in a sandbox with a denylist cannot put a stranger's token on it.
    elsewhere.cookies.push((ROOM.cookie.to_owned(), copy.clone()));
    ROOM.log_out(&mut elsewhere).await;
    switch(&mut here, "denylist", true).await;
    assert_eq!(ROOM.replay(&house, &copy).await.as_deref(), Some(ALICE.0));
}

// The verifier is the token door's careful one, and the room's audience is its own.
#[tokio::test]
async fn forgeries_are_refused() {
    let house = TestHouse::open().await;
    let copy = ROOM.signed_in(&mut Browser::new(&house), ALICE).await;
    let claims = claims(&copy);
    assert_eq!(claims["aud"], "two-doors/jwt-cookie");
    let signed = |algorithm, claims: &Value, secret: &[u8]| {
        jsonwebtoken::encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(secret)).unwrap()
    };
    let with = |field: &str, value: Value| {
        let mut claims = claims.clone();
        claims[field] = value;
        signed(Algorithm::HS256, &claims, &SECRET)
    };
    // The forge works: signed with the real key, an unchanged payload opens the room.
    let again = signed(Algorithm::HS256, &claims, &SECRET);
    assert_eq!(ROOM.replay(&house, &again).await.as_deref(), Some(ALICE.0));

    let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
    for (name, forgery) in [
        ("alg none", format!("{none}.{}.", copy.split('.').nth(1).unwrap())),
        ("another algorithm", signed(Algorithm::HS512, &claims, &SECRET)),
        ("another key", signed(Algorithm::HS256, &claims, b"secret")),
        ("the door's audience", with("aud", json!("two-doors"))),
        ("another issuer", with("iss", json!("somebody"))),
        ("another purpose", with("token_use", json!("refresh"))),
        ("no purpose", with("token_use", Value::Null)),
        ("expired", with("exp", json!(1_800_000_000))),
    ] {
        assert_eq!(ROOM.replay(&house, &forgery).await, None, "{name}");
    }
}

// The page signs its visitor in by itself: nobody but ourselves may frame it, and it runs its own script alone.
#[tokio::test]
async fn the_rooms_page_runs_its_own_script_and_is_framed_by_ourselves_alone() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let page = browser.get(&ROOM.path("stage")).await;
    let policy = page.header("content-security-policy").to_owned();
    assert!(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'self'"), "{policy}");
    assert!(page.header("content-type").starts_with("text/html"));
    for value in [ALICE.0, ALICE.1] {
        assert!(page.text.contains(&format!("value=\"{value}\"")), "{}", page.text);
    }
    assert!(browser.cookie(ROOM.cookie).is_none(), "reading it signs nobody in");
    let script = browser.get(&ROOM.path("stage.js")).await;
    assert!(script.header("content-type").starts_with("text/javascript"));
}
