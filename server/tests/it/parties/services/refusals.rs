//! Every token that a service must not believe, each beside the one that it believes.

use authn::Clock as _;
use authn::service_jwt::Ed25519Key;
use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::{PAYSLIP, Town, send, shown};
use crate::browser::Browser;

#[track_caller]
fn challenged(answer: &crate::browser::Answer, error: &str) {
    answer.refused(401);
    assert_eq!(answer.header("www-authenticate"), error);
}

const INVALID: &str = r#"Bearer error="invalid_token""#;

// ASVS 9.1.2, 9.2.2, 9.2.3; RFC 8725 §3.8, §3.9
#[tokio::test]
async fn a_claim_that_is_not_right_opens_nothing() {
    let town = Town::open().await;
    let now = town.house.clock.now();
    shown(&town.get("files", PAYSLIP, &town.sign(&town.claims())).await);
    for (claim, wrong) in [
        ("iss", json!("http://localhost:3999")),
        ("iss", Value::Null),
        ("aud", json!([format!("http://{}", town.host("reports"))])),
        ("aud", json!(town.house.origin.to_string())),
        ("aud", Value::Null),
        ("exp", json!(now)),
        ("exp", Value::Null),
        ("iat", json!(now + 6)),
        ("iat", Value::Null),
        ("sandbox", json!("AAAAAAAAAAAAAAAAAAAAAA")),
        ("sandbox", json!("../default")),
        ("sub", Value::Null),
    ] {
        let mut claims = town.claims();
        match &wrong {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(claim)),
            wrong => claims[claim] = wrong.clone(),
        }
        let answer = town.get("files", PAYSLIP, &town.sign(&claims)).await;
        assert_eq!(answer.status, 401, "{claim}: {wrong}");
        challenged(&answer, INVALID);
    }
}

#[tokio::test]
async fn it_counts_to_the_second_and_forgives_a_clock_that_is_a_little_ahead() {
    let town = Town::open().await;
    let token = town.sign(&town.claims());
    town.house.clock.advance(59);
    shown(&town.get("files", PAYSLIP, &token).await);
    town.house.clock.advance(1);
    challenged(&town.get("files", PAYSLIP, &token).await, INVALID);
    let mut claims = town.claims();
    claims["iat"] = json!(town.house.clock.now() + 5);
    shown(&town.get("files", PAYSLIP, &town.sign(&claims)).await);
}

// RFC 6750 §3.1: what is good here and for less is not a bad token.
#[tokio::test]
async fn a_token_for_something_else_is_forbidden() {
    let town = Town::open().await;
    for scope in ["", "write", "reader", "read:reports"] {
        let mut claims = town.claims();
        claims["scope"] = json!(scope);
        let answer = town.get("files", PAYSLIP, &town.sign(&claims)).await;
        assert_eq!(answer.refused(403).header("www-authenticate"), r#"Bearer error="insufficient_scope""#);
    }
    let mut claims = town.claims();
    claims["scope"] = json!("write read");
    shown(&town.get("files", PAYSLIP, &town.sign(&claims)).await);
}

#[tokio::test]
async fn whoever_brings_no_token_is_asked_for_one() {
    let town = Town::open().await;
    for authorization in ["", "Basic YTpi", "Bearer"] {
        let request = Request::get(PAYSLIP).header(header::HOST, town.host("files"));
        let request = request.header(header::AUTHORIZATION, authorization).body(Body::empty()).unwrap();
        challenged(&send(&town.services, request).await, "Bearer");
    }
    // A URL is no place for it (RFC 6750 §5.3).
    let token = town.sign(&town.claims());
    let request =
        Request::get(format!("{PAYSLIP}?access_token={token}")).header(header::HOST, town.host("files"));
    challenged(&send(&town.services, request.body(Body::empty()).unwrap()).await, "Bearer");
}

// ASVS 9.1.1 to 9.1.3
#[tokio::test]
async fn what_the_app_has_not_signed_opens_nothing() {
    let town = Town::open().await;
    let claims = town.claims();
    let honest = town.sign(&claims);
    let [header, payload, signature] = honest.split('.').collect::<Vec<_>>().try_into().unwrap();
    let public = serde_json::to_value(Ed25519Key::of(&town.house.house).unwrap().public()).unwrap();
    let (kid, x) = (public["keys"][0]["kid"].as_str().unwrap(), public["keys"][0]["x"].as_str().unwrap());
    let with_header = |header: Value| format!("{}.{payload}", URL_SAFE_NO_PAD.encode(header.to_string()));
    let named = |algorithm| Header {
        kid: Some(kid.to_owned()),
        typ: Some("service+jwt".to_owned()),
        ..Header::new(algorithm)
    };
    let of_x = EncodingKey::from_secret(&URL_SAFE_NO_PAD.decode(x).unwrap());
    let pkcs8 = [&[48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32][..], &[7; 32]].concat();
    let strangers = EncodingKey::from_ed_der(&pkcs8);
    let changed = URL_SAFE_NO_PAD.encode(json!({ "sub": "2" }).to_string());
    let key = || Ed25519Key::of(&town.house.house).unwrap();
    for (what, forged) in [
        ("no signature", format!("{header}.{payload}.")),
        ("alg none", format!("{}.", with_header(json!({ "alg": "none", "typ": "service+jwt", "kid": kid })))),
        ("another payload", format!("{header}.{changed}.{signature}")),
        (
            "the public key as a secret",
            jsonwebtoken::encode(&named(Algorithm::HS256), &claims, &of_x).unwrap(),
        ),
        ("a stranger's key", jsonwebtoken::encode(&named(Algorithm::EdDSA), &claims, &strangers).unwrap()),
        ("another type", key().sign("JWT", &claims).unwrap().expose().to_owned()),
        ("a file link's type", key().sign("file-link+jwt", &claims).unwrap().expose().to_owned()),
        ("nothing like it", "a.b.c".to_owned()),
    ] {
        let answer = town.get("files", PAYSLIP, &forged).await;
        assert_eq!(answer.status, 401, "{what}");
        challenged(&answer, INVALID);
    }
    shown(&town.get("files", PAYSLIP, &honest).await);
}

#[tokio::test]
async fn the_doors_own_tokens_open_no_service_and_a_services_token_no_door() {
    let town = Town::open().await;
    let mut alice = Browser::new(&town.house);
    let access_token = alice.access_token(crate::browser::ALICE).await;
    assert_eq!(alice.profile_jwt(&access_token).await.status, 200);
    challenged(&town.get("files", PAYSLIP, &access_token).await, INVALID);
    let of_service = town.sign(&town.claims());
    shown(&town.get("files", PAYSLIP, &of_service).await);
    alice.profile_jwt(&of_service).await.refused(401);
    Browser::new(&town.house).get_bearer("/api/session/profile/me", &of_service).await.refused(401);
}
