//! A good one, and each that is not.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{EncodingKey, encode};
use rcgen::KeyPair;
use serde_json::json;

use super::*;

const NOW: i64 = 1_800_000_000;
const ISSUER: &str = "http://idp.localhost:5000/realms/default";

struct Key(EncodingKey);

impl Key {
    fn new() -> Self {
        let pair = KeyPair::generate().expect("the machine has randomness");
        Self(EncodingKey::from_ec_der(&pair.serialize_der()))
    }

    fn shown_as(&self, kid: &str) -> Value {
        let mut public = Jwk::from_encoding_key(&self.0, Algorithm::ES256).expect("a key on P-256");
        public.common.key_id = Some(kid.to_owned());
        serde_json::to_value(public).expect("a JWK")
    }

    fn sign(&self, typ: &str, claims: &Value) -> String {
        let (typ, kid) = (Some(typ.to_owned()), Some("first".to_owned()));
        encode(&Header { typ, kid, ..Header::new(Algorithm::ES256) }, claims, &self.0).expect("signed")
    }
}

fn set(keys: &[Value]) -> CoreJsonWebKeySet {
    serde_json::from_value(json!({ "keys": keys })).expect("a JWKS")
}

fn good() -> Value {
    json!({
        "iss": ISSUER, "aud": "notes", "sub": "ready-alice", "sid": "s-1", "iat": NOW, "exp": NOW + 120, "jti": "j",
        "events": { EVENT: {} },
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = good();
    claims[name] = value;
    claims
}

fn without(names: &[&str]) -> Value {
    let mut claims = good();
    let members = claims.as_object_mut().expect("an object");
    members.retain(|name, _| !names.contains(&name.as_str()));
    claims
}

fn check(logout_token: &str, keys: &CoreJsonWebKeySet) -> Result<LoggedOut, LogoutTokenRefusal> {
    let issuer = IssuerUrl::new(ISSUER.to_owned()).expect("a URL");
    check_logout_token(logout_token, keys, &issuer, "notes", NOW)
}

#[test]
fn the_control_a_good_one_says_whose_session_has_ended() {
    let key = Key::new();
    let keys = set(&[key.shown_as("first")]);
    let said = |claims| check(&key.sign(TYPE, &claims), &keys);
    let meant = |subject: Option<&str>, sid: Option<&str>| {
        let own = |text: Option<&str>| text.map(str::to_owned);
        Ok(LoggedOut { issuer: ISSUER.to_owned(), subject: own(subject), sid: own(sid) })
    };
    assert_eq!(said(good()), meant(Some("ready-alice"), Some("s-1")));
    assert_eq!(said(without(&["sid"])), meant(Some("ready-alice"), None));
    assert_eq!(said(without(&["sub"])), meant(None, Some("s-1")));
    let others_too = json!(["another client", "notes"]);
    assert!(said(with("aud", others_too)).is_ok());
}

#[test]
fn each_that_is_wrong_in_one_claim_is_refused() {
    use LogoutTokenRefusal as No;
    let key = Key::new();
    let keys = set(&[key.shown_as("first")]);
    let wrong = [
        ("another issuer", with("iss", json!("http://idp.localhost:5000/realms/other")), No::WrongIssuer),
        ("another audience", with("aud", json!("two-doors")), No::WrongAudience),
        ("no audience", without(&["aud"]), No::Unreadable),
        ("expired, and the skew with it", with("exp", json!(NOW - 60)), No::Expired),
        ("it never expires", without(&["exp"]), No::Unreadable),
        ("from the future, beyond the skew", with("iat", json!(NOW + 61)), No::FromTheFuture),
        ("no name of its own", without(&["jti"]), No::Unreadable),
        ("no events", without(&["events"]), No::NoEvent),
        ("another event", with("events", json!({ "http://example.test/event": {} })), No::NoEvent),
        ("an event that is no object", with("events", json!({ EVENT: true })), No::NoEvent),
        ("a nonce", with("nonce", json!("n")), No::HasNonce),
        ("an empty nonce", with("nonce", Value::Null), No::HasNonce),
        ("nobody", without(&["sub", "sid"]), No::NobodyMeant),
    ];
    for (what, claims, refusal) in wrong {
        assert_eq!(check(&key.sign(TYPE, &claims), &keys), Err(refusal), "{what}");
    }
}

#[test]
fn clocks_may_differ_by_a_minute() {
    let key = Key::new();
    let keys = set(&[key.shown_as("first")]);
    for (name, at) in [("exp", NOW - 59), ("iat", NOW + 60)] {
        assert!(check(&key.sign(TYPE, &with(name, json!(at))), &keys).is_ok(), "{name}");
    }
}

#[test]
fn an_id_token_is_none_even_if_it_says_all_that_one_says() {
    let key = Key::new();
    let keys = set(&[key.shown_as("first")]);
    assert_eq!(check(&key.sign("JWT", &good()), &keys), Err(LogoutTokenRefusal::WrongType));
    let id_token = json!({
        "iss": ISSUER, "aud": "notes", "sub": "ready-alice", "iat": NOW, "exp": NOW + 120, "nonce": "n",
    });
    assert_eq!(check(&key.sign("JWT", &id_token), &keys), Err(LogoutTokenRefusal::WrongType));
}

#[test]
fn a_signature_is_the_named_keys_by_the_keys_own_algorithm() {
    use LogoutTokenRefusal as No;
    let (key, stranger) = (Key::new(), Key::new());
    let keys = set(&[key.shown_as("first")]);
    assert_eq!(check(&stranger.sign(TYPE, &good()), &keys), Err(No::WrongSignature));
    assert_eq!(check(&key.sign(TYPE, &good()), &set(&[key.shown_as("second")])), Err(No::UnknownKey));
    assert_eq!(check(&key.sign(TYPE, &good()), &set(&[])), Err(No::UnknownKey));

    // What everybody may read, taken for a shared secret (RFC 8725 §2.1).
    let point = key.shown_as("first")["x"].as_str().expect("text").to_owned();
    let header =
        Header { typ: Some(TYPE.to_owned()), kid: Some("first".to_owned()), ..Header::new(Algorithm::HS256) };
    let forged = encode(&header, &good(), &EncodingKey::from_secret(point.as_bytes())).expect("signed");
    assert_eq!(check(&forged, &keys), Err(No::WrongAlgorithm));

    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let header = json!({ "alg": "none", "typ": TYPE, "kid": "first" });
    for by_nobody in [format!("{}.{}.", part(&header), part(&good())), "no JWT".to_owned(), String::new()] {
        assert_eq!(check(&by_nobody, &keys), Err(No::Unreadable));
    }
}

#[test]
fn a_key_for_something_else_signs_nothing() {
    let key = Key::new();
    let mut shown = key.shown_as("first");
    shown["use"] = json!("enc");
    let refused = check(&key.sign(TYPE, &good()), &set(&[shown]));
    assert_eq!(refused, Err(LogoutTokenRefusal::UnknownKey));
}
