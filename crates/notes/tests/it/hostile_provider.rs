//! A provider that means harm: it listens for real, and signs whatever the test says. Each of its messages is one change away from
//! one that is believed.

use std::sync::{Arc, Mutex};

use authn::Clock as _;
use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rcgen::KeyPair;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::browser::{Answer, Browser};
use crate::town::Town;

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

struct Key(EncodingKey);

impl Key {
    fn new() -> Self {
        Self(EncodingKey::from_ec_der(&KeyPair::generate().unwrap().serialize_der()))
    }

    fn shown(&self) -> Value {
        let mut public = Jwk::from_encoding_key(&self.0, Algorithm::ES256).unwrap();
        public.common.key_id = Some("the key".to_owned());
        serde_json::to_value(public).unwrap()
    }

    fn sign(&self, typ: &str, claims: &Value) -> String {
        let (typ, kid) = (Some(typ.to_owned()), Some("the key".to_owned()));
        encode(&Header { typ, kid, ..Header::new(Algorithm::ES256) }, claims, &self.0).unwrap()
    }
}

struct HostileProvider {
    issuer: String,
    key: Key,
    id_token: Arc<Mutex<String>>,
}

impl HostileProvider {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://hostile.localhost:{}", listener.local_addr().unwrap().port());
        let (key, id_token) = (Key::new(), Arc::<Mutex<String>>::default());
        let at = |path: &str| format!("{issuer}{path}");
        let discovery = json!({
            "issuer": issuer, "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
            "jwks_uri": at("/jwks"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
        });
        let keys = json!({ "keys": [key.shown()] });
        let site = Router::new()
            .route("/.well-known/openid-configuration", get(|| async { Json(discovery) }))
            .route("/jwks", get(|| async { Json(keys) }))
            .route("/token", post(token))
            .with_state(Arc::clone(&id_token));
        tokio::spawn(async move { axum::serve(listener, site).await });
        Self { issuer, key, id_token }
    }

    /// Claims that are believed at `now`, for whoever asked with this nonce.
    fn claims(&self, now: i64, nonce: &str) -> Value {
        json!({
            "iss": self.issuer, "sub": "mallory", "sid": "s-1", "aud": "notes", "nonce": nonce, "iat": now, "exp": now + 60,
            "email": "mallory@provider.test",
        })
    }

    /// The same for a logout token.
    fn logout_claims(&self, now: i64) -> Value {
        json!({
            "iss": self.issuer, "sub": "mallory", "sid": "s-1", "aud": "notes", "iat": now, "exp": now + 60, "jti": "j",
            "events": { EVENT: {} },
        })
    }

    /// A browser signs in, and the provider answers with a token that is made of the good claims.
    async fn sign_in(
        &self,
        town: &Town,
        browser: &mut Browser<'_>,
        make: impl FnOnce(Value) -> String,
    ) -> Answer {
        let left = browser.post(&town.notes("/default/sign-in"), &[]).await;
        let (state, nonce) = (left.sent("state").unwrap(), left.sent("nonce").unwrap());
        *self.id_token.lock().unwrap() = make(self.claims(town.clock.now(), &nonce));
        browser.get(&town.notes(&format!("/sign-in/callback?code=any&state={state}"))).await
    }
}

async fn token(State(id_token): State<Arc<Mutex<String>>>) -> Json<Value> {
    let id_token = id_token.lock().unwrap().clone();
    Json(json!({ "access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": id_token }))
}

fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

// ASVS 10.5
#[tokio::test]
async fn an_id_token_that_is_wrong_in_one_thing_signs_nobody_in() {
    let provider = HostileProvider::open().await;
    let town = Town::trusting(Some(&provider.issuer)).await;
    let (now, stranger) = (town.clock.now(), Key::new());
    let mut browser = Browser::new(&town);
    let answer = provider.sign_in(&town, &mut browser, |claims| provider.key.sign("JWT", &claims)).await;
    assert_eq!(answer.status, 303, "the control: {}", answer.text);
    assert!(browser.session().is_some());

    let wrong = [
        ("another nonce", 400, "nonce", json!("another")),
        ("no nonce", 400, "nonce", Value::Null),
        ("another issuer", 502, "iss", json!("http://127.0.0.1:1")),
        ("another audience", 502, "aud", json!("two-doors")),
        ("one more audience", 502, "aud", json!(["notes", "two-doors"])),
        ("expired, and the skew with it", 502, "exp", json!(now - 60)),
        ("from the future, beyond the skew", 502, "iat", json!(now + 61)),
    ];
    for (what, status, name, value) in wrong {
        let mut browser = Browser::new(&town);
        let make = |claims| provider.key.sign("JWT", &with(claims, name, value));
        let answer = provider.sign_in(&town, &mut browser, make).await;
        assert_eq!(answer.status, status, "{what}: {}", answer.text);
        assert!(answer.text.contains("role=\"alert\""), "{what}: in words");
        assert_eq!(browser.session(), None, "{what}");
    }
    let mut browser = Browser::new(&town);
    let answer = provider.sign_in(&town, &mut browser, |claims| stranger.sign("JWT", &claims)).await;
    assert_eq!((answer.status.as_u16(), browser.session()), (502, None), "another key");
}

// OpenID Connect Back-Channel Logout 1.0 §2.6
#[tokio::test]
async fn a_logout_token_that_is_wrong_in_one_thing_signs_nobody_out() {
    let provider = HostileProvider::open().await;
    let town = Town::trusting(Some(&provider.issuer)).await;
    let now = town.clock.now();
    let mut browser = Browser::new(&town);
    provider.sign_in(&town, &mut browser, |claims| provider.key.sign("JWT", &claims)).await;
    let send = async |logout_token: String| {
        let form = [("logout_token", logout_token.as_str())];
        Browser::new(&town).post(&town.notes("/backchannel-logout"), &form).await.status.as_u16()
    };
    let good = || provider.logout_claims(now);
    let wrong = [
        ("another issuer", with(good(), "iss", json!("http://127.0.0.1:1"))),
        ("another audience", with(good(), "aud", json!("two-doors"))),
        ("expired, and the skew with it", with(good(), "exp", json!(now - 60))),
        ("from the future, beyond the skew", with(good(), "iat", json!(now + 61))),
        ("no event", with(good(), "events", json!({}))),
        ("a nonce", with(good(), "nonce", json!("n"))),
        ("nobody", with(with(good(), "sub", Value::Null), "sid", Value::Null)),
    ];
    for (what, claims) in wrong {
        assert_eq!(send(provider.key.sign("logout+jwt", &claims)).await, 400, "{what}");
    }
    assert_eq!(send(provider.key.sign("JWT", &good())).await, 400, "the type of an ID token");
    let id_token = provider.id_token.lock().unwrap().clone();
    assert_eq!(send(id_token).await, 400, "an ID token");
    assert_eq!(send(Key::new().sign("logout+jwt", &good())).await, 400, "another key");
    assert_eq!(browser.profile("default").await.status, 200, "nothing has ended");

    // Of another session of hers, and then of this one; a second time it finds nothing.
    let other = with(good(), "sid", json!("s-2"));
    assert_eq!(send(provider.key.sign("logout+jwt", &other)).await, 200);
    assert_eq!(browser.profile("default").await.status, 200);
    for _ in 0..2 {
        assert_eq!(send(provider.key.sign("logout+jwt", &good())).await, 200);
        assert_eq!(browser.profile("default").await.status, 401);
    }
}

#[tokio::test]
async fn without_a_session_named_all_of_the_subjects_end() {
    let provider = HostileProvider::open().await;
    let town = Town::trusting(Some(&provider.issuer)).await;
    let (mut desk, mut phone) = (Browser::new(&town), Browser::new(&town));
    for (browser, sid) in [(&mut desk, "s-1"), (&mut phone, "s-2")] {
        let make = |claims| provider.key.sign("JWT", &with(claims, "sid", json!(sid)));
        provider.sign_in(&town, browser, make).await;
        assert_eq!(browser.profile("default").await.status, 200);
    }
    let claims = with(provider.logout_claims(town.clock.now()), "sid", Value::Null);
    let logout_token = provider.key.sign("logout+jwt", &claims);
    let form = [("logout_token", logout_token.as_str())];
    Browser::new(&town).post(&town.notes("/backchannel-logout"), &form).await;
    assert_eq!(desk.profile("default").await.status, 401);
    assert_eq!(phone.profile("default").await.status, 401);
}

// The provider's session ends while somebody is on the way back from it.
#[tokio::test]
async fn whoever_comes_from_a_session_that_has_just_ended_comes_too_late() {
    let provider = HostileProvider::open().await;
    let town = Town::trusting(Some(&provider.issuer)).await;
    let logout_token = provider.key.sign("logout+jwt", &provider.logout_claims(town.clock.now()));
    let form = [("logout_token", logout_token.as_str())];
    Browser::new(&town).post(&town.notes("/backchannel-logout"), &form).await;
    let mut browser = Browser::new(&town);
    let answer = provider.sign_in(&town, &mut browser, |claims| provider.key.sign("JWT", &claims)).await;
    assert_eq!(answer.status, 401, "{}", answer.text);
    assert!(answer.text.contains("in the meantime"));
    assert_eq!(browser.session(), None);
    // Another session of the same person is none of that.
    let make = |claims| provider.key.sign("JWT", &with(claims, "sid", json!("s-2")));
    provider.sign_in(&town, &mut browser, make).await;
    assert_eq!(browser.profile("default").await.status, 200);
}
