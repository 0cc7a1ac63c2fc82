//! `/.well-known/jwks.json`, and how often a service asks for it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use authn::service_jwt::Ed25519Key;
use authn::{Clock as _, ManualClock};
use axum::body::Body;
use axum::http::{Request, header};
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, jwk::Jwk};
use serde_json::{Value, json};
use server::Origin;

use super::{PAYSLIP, Town, listener, send, services_at, shown};
use crate::browser::{Answer, Browser};
use crate::house::TestHouse;

// RFC 7517 §5, RFC 8037 §2, RFC 7638
#[tokio::test]
async fn the_public_half_is_published_and_nothing_of_the_other() {
    let house = TestHouse::open().await;
    let answer = Browser::new(&house).get("/.well-known/jwks.json").await;
    assert_eq!(answer.status, 200);
    let set = answer.json();
    let key = &set["keys"][0];
    assert_eq!(set["keys"].as_array().unwrap().len(), 1);
    for (member, value) in [("kty", "OKP"), ("crv", "Ed25519"), ("alg", "EdDSA"), ("use", "sig")] {
        assert_eq!(key[member], value, "{member}");
    }
    assert_eq!(URL_SAFE_NO_PAD.decode(key["x"].as_str().unwrap()).unwrap().len(), 32);
    assert_eq!(URL_SAFE_NO_PAD.decode(key["kid"].as_str().unwrap()).unwrap().len(), 32);
    assert!(key.get("d").is_none(), "{key}");
    assert_eq!(answer.text, Browser::new(&house).get("/.well-known/jwks.json").await.text);
    assert!(!format!("{:?}", Ed25519Key::of(&house.house).unwrap()).contains("48, 46"));
}

/// An app that publishes what a test says, and counts how often it is asked.
struct Publisher {
    published: Arc<Mutex<Value>>,
    asked: Arc<AtomicUsize>,
    services: Router,
    clock: Arc<ManualClock>,
    app: Origin,
}

/// A key, as its owner has it.
struct Key {
    private: EncodingKey,
    public: Value,
}

impl Key {
    fn new(seed: u8) -> Self {
        let pkcs8 = [&[48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32][..], &[seed; 32]].concat();
        let private = EncodingKey::from_ed_der(&pkcs8);
        let mut public = Jwk::from_encoding_key(&private, Algorithm::EdDSA).unwrap();
        public.common.key_id = Some(format!("key {seed}"));
        Self { private, public: serde_json::to_value(public).unwrap() }
    }
}

impl Publisher {
    async fn open() -> Self {
        let (published, asked) = (Arc::<Mutex<Value>>::default(), Arc::<AtomicUsize>::default());
        let listener = listener().await;
        let app = Origin::localhost(listener.local_addr().unwrap().port(), false);
        let clock = Arc::new(ManualClock::new(1_800_000_000));
        let (set, count) = (Arc::clone(&published), Arc::clone(&asked));
        let jwks = get(async move || {
            count.fetch_add(1, Ordering::SeqCst);
            Json(set.lock().unwrap().clone())
        });
        let router = Router::new().route("/.well-known/jwks.json", jwks);
        tokio::spawn(async move { axum::serve(listener, router).await });
        let services = services_at(&app, 7000, &clock);
        Self { published, asked, services, clock, app }
    }

    fn publish(&self, keys: &[&Key]) {
        let keys: Vec<_> = keys.iter().map(|key| key.public.clone()).collect();
        *self.published.lock().unwrap() = json!({ "keys": keys });
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    async fn show(&self, key: &Key) -> Answer {
        let now = self.clock.now();
        let claims = json!({
            "iss": self.app.to_string(), "aud": "http://files.localhost:7000", "sub": "1", "scope": "read",
            "sandbox": "default", "iat": now, "exp": now + 60,
        });
        let header = Header {
            kid: Some(key.public["kid"].as_str().unwrap().to_owned()),
            typ: Some("service+jwt".to_owned()),
            ..Header::new(Algorithm::EdDSA)
        };
        let token = jsonwebtoken::encode(&header, &claims, &key.private).unwrap();
        let request = Request::get(PAYSLIP).header(header::HOST, "files.localhost:7000");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        send(&self.services, request.body(Body::empty()).unwrap()).await
    }
}

#[tokio::test]
async fn keys_are_kept_and_one_that_is_not_known_is_asked_for_once() {
    let publisher = Publisher::open().await;
    let (old, new) = (Key::new(1), Key::new(2));
    publisher.publish(&[&old]);
    for _ in 0..3 {
        shown(&publisher.show(&old).await);
    }
    assert_eq!(publisher.asked(), 1);
    // However many names of keys somebody makes up.
    publisher.publish(&[&old, &new]);
    for seed in 3..40 {
        publisher.show(&Key::new(seed)).await.refused(401);
    }
    assert_eq!(publisher.asked(), 1);
    publisher.clock.advance(10);
    shown(&publisher.show(&new).await);
    shown(&publisher.show(&old).await);
    publisher.show(&Key::new(3)).await.refused(401);
    assert_eq!(publisher.asked(), 2);
}

#[tokio::test]
async fn a_key_that_was_given_up_is_unknown_ten_minutes_later() {
    let publisher = Publisher::open().await;
    let (old, new) = (Key::new(1), Key::new(2));
    publisher.publish(&[&old]);
    shown(&publisher.show(&old).await);
    publisher.publish(&[&new]);
    publisher.clock.advance(599);
    shown(&publisher.show(&old).await);
    publisher.clock.advance(1);
    publisher.show(&old).await.refused(401);
    shown(&publisher.show(&new).await);
}

#[tokio::test]
async fn keys_of_another_kind_are_not_taken() {
    let publisher = Publisher::open().await;
    let key = Key::new(1);
    let mut elsewhere = key.public.clone();
    elsewhere["kty"] = json!("oct");
    elsewhere["k"] = json!("AAAA");
    *publisher.published.lock().unwrap() = json!({ "keys": [elsewhere] });
    publisher.show(&key).await.refused(401);
}

// A dependency that is lost is 503, and no opinion on the token.
#[tokio::test]
async fn without_the_app_nobody_can_tell() {
    let publisher = Publisher::open().await;
    *publisher.published.lock().unwrap() = json!("x".repeat(20_000));
    publisher.show(&Key::new(1)).await.refused(503);
    let key = Key::new(1);
    publisher.publish(&[&key]);
    publisher.show(&key).await.refused(503);
    publisher.clock.advance(10);
    shown(&publisher.show(&key).await);

    let town = Town::open().await;
    let nowhere = services_at(&Origin::localhost(9, false), town.port, &town.house.clock);
    let request = Request::get(PAYSLIP).header(header::HOST, town.host("files"));
    let request = request.header(header::AUTHORIZATION, format!("Bearer {}", town.sign(&town.claims())));
    send(&nowhere, request.body(Body::empty()).unwrap()).await.refused(503);
}
