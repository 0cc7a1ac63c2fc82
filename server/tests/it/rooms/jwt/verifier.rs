//! Signing in, and what either verifier makes of a token.

use serde_json::{Value, json};

use super::{ROOM, access_token, claims, encode, log_in, other_spelling, profile, switch, text};
use crate::browser::{ALICE, Browser};
use crate::house::TestHouse;

const SWITCHES: [&str; 2] = ["pinned-algorithm", "strong-key"];

#[tokio::test]
async fn a_token_opens_the_profile_whatever_the_switches_say() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    for pinned in [false, true] {
        for strong in [false, true] {
            switch(&mut browser, SWITCHES[0], pinned).await;
            switch(&mut browser, SWITCHES[1], strong).await;
            let body = log_in(&mut browser).await;
            assert_eq!([&body["token_type"], &body["expires_in"]], [&json!("Bearer"), &json!(900)]);
            let answer = profile(&mut browser, &text(&body["access_token"])).await;
            let alice =
                json!({ "id": 1, "name": "Alice Liddell", "email": "alice@example.test", "role": "user" });
            assert_eq!((answer.status.as_u16(), answer.json()), (200, alice), "{pinned} {strong}");
        }
    }
}

#[tokio::test]
async fn a_refusal_names_the_scheme() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let path = format!("{ROOM}/profile");
    for pinned in [false, true] {
        switch(&mut browser, "pinned-algorithm", pinned).await;
        for answer in [browser.get(&path).await, browser.get_bearer(&path, "x").await] {
            assert_eq!(answer.refused(401).header("www-authenticate"), "Bearer error=\"invalid_token\"");
        }
    }
    let wrong = browser.post(&format!("{ROOM}/login"), &json!({ "email": ALICE.0, "password": "no" })).await;
    wrong.refused(401);
    let unknown = json!({ "email": ALICE.0, "password": ALICE.1, "algorithm": "none" });
    browser.post(&format!("{ROOM}/login"), &unknown).await.refused(400);
}

// RFC 8725 §3.9: two services, two audiences.
#[tokio::test]
async fn neither_door_takes_the_others_tokens() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let here = access_token(&mut browser).await;
    let there = text(&browser.log_in_jwt(ALICE).await.json()["access_token"]);
    assert_eq!(profile(&mut browser, &here).await.status, 200);
    assert_eq!(browser.profile_jwt(&there).await.status, 200);
    profile(&mut browser, &there).await.refused(401);
    browser.profile_jwt(&here).await.refused(401);
    // Nor where nothing but the claims could tell them apart: the careless verifier needs no signature.
    let none = encode(&json!({ "alg": "none" }));
    profile(&mut browser, &format!("{none}.{}.", encode(&claims(&there)))).await.refused(401);
    assert_eq!(profile(&mut browser, &format!("{none}.{}.", encode(&claims(&here)))).await.status, 200);
}

// Claim T5.
#[tokio::test]
async fn a_short_life_is_a_minute() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let long = access_token(&mut browser).await;
    switch(&mut browser, "short-life", true).await;
    let body = log_in(&mut browser).await;
    assert_eq!(body["expires_in"], 60);
    let short = text(&body["access_token"]);
    house.clock.advance(59);
    assert_eq!(profile(&mut browser, &short).await.status, 200);
    house.clock.advance(1);
    profile(&mut browser, &short).await.refused(401);
    assert_eq!(profile(&mut browser, &long).await.status, 200, "it says itself how long it lives");
    house.clock.advance(840);
    profile(&mut browser, &long).await.refused(401);
}

#[tokio::test]
async fn a_token_is_good_in_its_own_sandbox_alone() {
    let house = TestHouse::open().await;
    let (mut here, mut elsewhere) = (Browser::new(&house), Browser::new(&house));
    elsewhere.post("/api/lab/sandboxes", &json!({})).await;
    let token = access_token(&mut here).await;
    assert_eq!(profile(&mut here, &token).await.status, 200);
    profile(&mut elsewhere, &token).await.refused(401);
    // Switches are a sandbox's own: what is careless here is careful there.
    switch(&mut elsewhere, "pinned-algorithm", true).await;
    let theirs = access_token(&mut elsewhere).await;
    let forged = format!("{}.{}.", encode(&json!({ "alg": "none" })), encode(&claims(&theirs)));
    profile(&mut elsewhere, &forged).await.refused(401);
    profile(&mut here, &forged).await.refused(401);
    assert_eq!(profile(&mut elsewhere, &theirs).await.status, 200);
}

// The other half of the confusion: RS256 is really there, and really verified.
#[tokio::test]
async fn the_careless_verifier_takes_a_real_rs256_signature_and_no_torn_one() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let rs256 = json!({ "email": ALICE.0, "password": ALICE.1, "algorithm": "RS256" });
    let body = browser.post(&format!("{ROOM}/login"), &rs256).await.json();
    let token = text(&body["access_token"]);
    assert_eq!(profile(&mut browser, &token).await.status, 200);
    let parts: Vec<_> = token.split('.').collect();
    let mut admin: Value = claims(&token);
    admin["role"] = json!("admin");
    let torn = format!("{}.{}.{}", parts[0], encode(&admin), parts[2]);
    profile(&mut browser, &torn).await.refused(401);
    // Pinned to HS256, the room neither signs nor takes it.
    switch(&mut browser, "pinned-algorithm", true).await;
    profile(&mut browser, &token).await.refused(401);
    let body = browser.post(&format!("{ROOM}/login"), &rs256).await.json();
    assert_eq!(profile(&mut browser, &text(&body["access_token"])).await.status, 200);
}

#[tokio::test]
async fn the_public_key_is_public_and_one_key_in_two_spellings() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let pem = browser.get(&format!("{ROOM}/public-key.pem")).await;
    assert!(pem.text.starts_with("-----BEGIN PUBLIC KEY-----\n"), "{}", pem.text);
    let jwks = browser.get(&format!("{ROOM}/jwks.json")).await.json();
    let key = &jwks["keys"][0];
    assert_eq!([&key["kty"], &key["alg"], &key["e"]], [&json!("RSA"), &json!("RS256"), &json!("AQAB")]);
    assert!(key.get("d").is_none() && text(&key["n"]).len() > 340, "2048 bits, and the public half alone");
}

// Claim T6: base64 has spare bits, and a lenient decoder does not mind what is in them.
#[tokio::test]
async fn the_careless_verifier_reads_another_spelling_and_the_careful_one_does_not() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let token = access_token(&mut browser).await;
    let other = other_spelling(&token);
    assert_eq!(profile(&mut browser, &other).await.status, 200);
    switch(&mut browser, "pinned-algorithm", true).await;
    assert_eq!(profile(&mut browser, &token).await.status, 200);
    profile(&mut browser, &other).await.refused(401);
}

// The positive control of every forgery: what it lacks is a signature, and nothing else is overlooked.
#[tokio::test]
async fn the_careless_verifier_is_careless_about_signatures_and_about_nothing_else() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let good = claims(&access_token(&mut browser).await);
    let unsigned = |claims: &Value| format!("{}.{}.", encode(&json!({ "alg": "nOnE" })), encode(claims));
    assert_eq!(profile(&mut browser, &unsigned(&good)).await.status, 200);
    for (field, value) in [
        ("iss", json!("elsewhere")),
        ("aud", json!("elsewhere")),
        ("exp", json!(1_800_000_000)),
        ("exp", json!("9999999999")),
        ("token_use", json!("refresh")),
        ("sandbox", json!("AAAAAAAAAAAAAAAAAAAAAA")),
        ("sub", json!("nobody")),
        // It would be remembered when it is given back.
        ("jti", json!("a".repeat(65))),
    ] {
        let mut claims = good.clone();
        claims[field] = value;
        let answer = profile(&mut browser, &unsigned(&claims)).await;
        assert_eq!(answer.status, 401, "{field}: {}", answer.text);
    }
    for torn in ["", ".", "..", "a.b.c", "e30.e30.", "e30.e30.e30.e30"] {
        profile(&mut browser, torn).await.refused(401);
    }
}
