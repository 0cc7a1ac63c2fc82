//! `/api/jwt/…`: careful in everything but what it is there to show.

use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};

use crate::browser::{ALICE, Browser};
use crate::house::{SECRET, TestHouse};

#[tokio::test]
async fn sign_in_profile_and_out() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let answer = browser.log_in_jwt(ALICE).await;
    let body = answer.json();
    assert_eq!(answer.status, 200);
    assert_eq!([&body["token_type"], &body["expires_in"]], [&json!("Bearer"), &json!(900)]);
    assert!(answer.set_cookies().is_empty());
    let access_token = body["access_token"].as_str().unwrap();

    let profile = browser.profile_jwt(access_token).await;
    let alice = json!({ "id": 1, "name": "Alice Liddell", "email": "alice@example.test", "role": "user" });
    assert_eq!((profile.status.as_u16(), profile.json()), (200, alice));
    assert_eq!(browser.get_bearer("/api/jwt/profile/2", access_token).await.status, 401);

    let answer = browser.call(Method::POST, "/api/jwt/logout").await;
    assert_eq!((answer.status.as_u16(), answer.json()), (200, json!({ "message": "Logged out" })));
    // Claim T4: the copy works until it expires.
    assert_eq!(browser.profile_jwt(access_token).await.status, 200);
}

#[tokio::test]
async fn a_refusal_names_the_scheme() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for answer in [browser.get("/api/jwt/profile/me").await, browser.profile_jwt("x").await] {
        assert_eq!(answer.refused(401).header("www-authenticate"), "Bearer error=\"invalid_token\"");
        assert_eq!(answer.json(), json!({ "message": "Unauthorized" }));
    }
}

// Claims T3 and T5: what the tokens say goes stale, and the old refresh token goes on working.
#[tokio::test]
async fn refreshing_buys_another_pair_and_retires_nothing() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let first = browser.log_in_jwt(ALICE).await.json();
    house.clock.advance(901);
    browser.profile_jwt(first["access_token"].as_str().unwrap()).await.refused(401);
    for _ in 0..2 {
        let answer =
            browser.post("/api/jwt/refresh", &json!({ "refresh_token": first["refresh_token"] })).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let next = answer.json();
        assert_ne!(next["access_token"], first["access_token"]);
        assert_eq!(browser.profile_jwt(next["access_token"].as_str().unwrap()).await.status, 200);
    }
    house.clock.advance(7 * 86_400);
    browser.post("/api/jwt/refresh", &json!({ "refresh_token": first["refresh_token"] })).await.refused(401);
}

#[tokio::test]
async fn a_disabled_account_buys_no_other_pair_but_its_access_token_lives_on() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let pair = browser.log_in_jwt(ALICE).await.json();
    house.house.store.disable_user(domain::UserId(1), 1_800_000_000).await.unwrap();
    browser.post("/api/jwt/refresh", &json!({ "refresh_token": pair["refresh_token"] })).await.refused(401);
    assert_eq!(browser.profile_jwt(pair["access_token"].as_str().unwrap()).await.status, 200);
}

// ASVS 9.2.2: each token opens what it is for, and nothing else.
#[tokio::test]
async fn a_token_of_the_other_purpose_is_refused() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let pair = browser.log_in_jwt(ALICE).await.json();
    browser.profile_jwt(pair["refresh_token"].as_str().unwrap()).await.refused(401);
    browser.post("/api/jwt/refresh", &json!({ "refresh_token": pair["access_token"] })).await.refused(401);
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn claims(of: &str) -> Value {
    let payload = of.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

fn signed(header: &Value, claims: &Value, secret: &[u8]) -> String {
    signed_by(Algorithm::HS256, header, claims, secret)
}

fn signed_by(algorithm: Algorithm, header: &Value, claims: &Value, secret: &[u8]) -> String {
    let message = format!("{}.{}", encode(header), encode(claims));
    let key = EncodingKey::from_secret(secret);
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).unwrap();
    format!("{message}.{signature}")
}

// ASVS 9.1.2, 9.1.3, 9.2.1, 9.2.3
#[tokio::test]
async fn forged_and_torn_tokens_are_refused() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let good = browser.access_token(ALICE).await;
    let (parts, claims): (Vec<_>, _) = (good.split('.').collect(), claims(&good));
    let hs256 = json!({ "alg": "HS256", "typ": "JWT" });
    let with = |field: &str, value: Value| {
        let mut claims = claims.clone();
        claims[field] = value;
        signed(&hs256, &claims, &SECRET)
    };
    let without = |field: &str| {
        let mut claims = claims.clone();
        claims.as_object_mut().unwrap().remove(field);
        signed(&hs256, &claims, &SECRET)
    };
    // The forge works: signed with the real key, an unchanged payload opens the door.
    assert_eq!(browser.profile_jwt(&signed(&hs256, &claims, &SECRET)).await.status, 200);

    let none = encode(&json!({ "alg": "none", "typ": "JWT" }));
    let forgeries = [
        ("alg none, unsigned", format!("{none}.{}.", parts[1])),
        ("alg none, old signature", format!("{none}.{}.{}", parts[1], parts[2])),
        ("alg None", signed(&json!({ "alg": "None" }), &claims, &SECRET)),
        ("RS256", signed(&json!({ "alg": "RS256" }), &claims, &SECRET)),
        // Rightly signed, with our own key, by an algorithm that we did not name.
        ("HS384", signed_by(Algorithm::HS384, &json!({ "alg": "HS384" }), &claims, &SECRET)),
        ("HS512", signed_by(Algorithm::HS512, &json!({ "alg": "HS512" }), &claims, &SECRET)),
        ("a wrong key", signed(&hs256, &claims, b"secret")),
        ("an empty key", signed(&hs256, &claims, b"")),
        (
            "its own key",
            signed(&json!({ "alg": "HS256", "jwk": { "kty": "oct", "k": "AA" } }), &claims, b"\0"),
        ),
        ("expired", with("exp", json!(1_799_999_999))),
        ("expires now", with("exp", json!(1_800_000_000))),
        ("exp as text", with("exp", json!("9999999999"))),
        ("no exp", without("exp")),
        ("another issuer", with("iss", json!("elsewhere"))),
        ("another audience", with("aud", json!("elsewhere"))),
        ("no audience", without("aud")),
        ("altered payload", format!("{}.{}.{}", parts[0], encode(&json!({ "sub": "2" })), parts[2])),
        ("three dots", format!("{good}.")),
        ("no dots", good.replace('.', "")),
        ("nothing", String::new()),
        ("dots", "..".to_owned()),
        ("not base64", "a.b!.c".to_owned()),
        ("long", "a".repeat(6_000)),
    ];
    for (name, forgery) in forgeries {
        let answer = browser.profile_jwt(&forgery).await;
        assert_eq!(answer.status, 401, "{name}: {}", answer.text);
        assert_eq!(answer.json(), json!({ "message": "Unauthorized" }), "{name}");
    }
}
