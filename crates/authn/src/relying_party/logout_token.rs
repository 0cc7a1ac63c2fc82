//! What a provider says when a session of its own has ended: a logout token, checked before anybody is signed out for it
//! (`OpenID` Connect Back-Channel Logout 1.0 §2.4, §2.6).
//!
//! It is an ID token's sibling and must never pass for one, nor the other way round: its type differs, it has an event,
//! and it has no nonce. One that comes a second time ends what has ended already, so its `jti` need not be remembered.

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header};
use openidconnect::core::{CoreJsonWebKey, CoreJsonWebKeySet, CoreJsonWebKeyUse};
use openidconnect::{IssuerUrl, JsonWebKey as _};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::SKEW;

/// What the token says has happened.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// What sets it apart from an ID token (§2.4).
const TYPE: &str = "logout+jwt";

/// Whose session has ended, at which provider. It names a subject, a session, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedOut {
    /// The provider.
    pub issuer: String,
    /// Whom it means. Without a `sid`: all sessions of theirs.
    pub subject: Option<String>,
    /// Which session of the provider's.
    pub sid: Option<String>,
}

/// Why a logout token is not believed, and nobody is signed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoutTokenRefusal {
    /// It is no signed JWT with the claims of a logout token. One that is signed by nobody (`alg: none`) is none either.
    #[error("not a logout token")]
    Unreadable,
    /// Its header says that it is something else: an ID token, say.
    #[error("the type is not `{TYPE}`")]
    WrongType,
    /// None of the keys has its name. The provider may have a new one: read the keys again, once.
    #[error("signed by an unknown key")]
    UnknownKey,
    /// It is signed by an algorithm that its key is not for (RFC 8725 §3.1).
    #[error("the key is not for this algorithm")]
    WrongAlgorithm,
    /// Its signature is another key's, or it was changed.
    #[error("the signature does not match")]
    WrongSignature,
    /// It is another provider's.
    #[error("another issuer")]
    WrongIssuer,
    /// It is meant for another client.
    #[error("another audience")]
    WrongAudience,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// It says that it was made later than now.
    #[error("from the future")]
    FromTheFuture,
    /// It does not say that a session has ended.
    #[error("no logout event")]
    NoEvent,
    /// It has a nonce, which an ID token has, and a logout token never.
    #[error("it has a nonce")]
    HasNonce,
    /// It says nothing of who is signed out.
    #[error("neither `sid` nor `sub`")]
    NobodyMeant,
}

/// §2.4.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: Option<String>,
    sid: Option<String>,
    iat: i64,
    exp: i64,
    #[serde(rename = "jti")]
    _jti: String,
    #[serde(default)]
    events: Map<String, Value>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

/// Which issuer it says that it is of. Nothing is checked yet: this is for finding the keys to check it with.
pub(super) fn claimed_issuer(logout_token: &str) -> Result<String, LogoutTokenRefusal> {
    #[derive(Deserialize)]
    struct Claimed {
        iss: String,
    }
    let claimed = jsonwebtoken::dangerous::insecure_decode::<Claimed>(logout_token);
    claimed.map(|read| read.claims.iss).map_err(|_| LogoutTokenRefusal::Unreadable)
}

/// Whose session has ended, if the token is `issuer`'s, meant for `client_id`, signed by one of `keys`, and good at `now`
/// (seconds since 1970, give or take a minute).
///
/// # Errors
/// [`LogoutTokenRefusal`], in the order of §2.6. The sender is told no more than that it was refused (§2.8).
// #region logout token
pub fn check_logout_token(
    logout_token: &str,
    keys: &CoreJsonWebKeySet,
    issuer: &IssuerUrl,
    client_id: &str,
    now: i64,
) -> Result<LoggedOut, LogoutTokenRefusal> {
    let header = decode_header(logout_token).map_err(|_| LogoutTokenRefusal::Unreadable)?;
    // There is no extension of JWS that we understand (RFC 7515 §4.1.11).
    if header.crit.is_some() {
        return Err(LogoutTokenRefusal::Unreadable);
    }
    if !header.typ.as_deref().is_some_and(|said| said.eq_ignore_ascii_case(TYPE)) {
        return Err(LogoutTokenRefusal::WrongType);
    }
    let (key, algorithm) = key_of(&header, keys)?;
    // The key says which algorithm it is for, and what the header says must be that.
    if header.alg != algorithm {
        return Err(LogoutTokenRefusal::WrongAlgorithm);
    }
    let claims = decode::<Claims>(logout_token, &key, &validation(algorithm, issuer, client_id))
        .map_err(|error| read(&error))?
        .claims;
    if claims.exp + SKEW <= now {
        return Err(LogoutTokenRefusal::Expired);
    }
    if claims.iat > now + SKEW {
        return Err(LogoutTokenRefusal::FromTheFuture);
    }
    if !claims.events.get(EVENT).is_some_and(Value::is_object) {
        return Err(LogoutTokenRefusal::NoEvent);
    }
    if claims.others.contains_key("nonce") {
        return Err(LogoutTokenRefusal::HasNonce);
    }
    if claims.sub.is_none() && claims.sid.is_none() {
        return Err(LogoutTokenRefusal::NobodyMeant);
    }
    Ok(LoggedOut { issuer: claims.iss, subject: claims.sub, sid: claims.sid })
}
// #endregion logout token

/// The key that the header names, and the one algorithm it is used with. Without a name there must be one key alone
/// (`OpenID` Connect Core 1.0 §10.1).
fn key_of(header: &Header, keys: &CoreJsonWebKeySet) -> Result<(DecodingKey, Algorithm), LogoutTokenRefusal> {
    let signs =
        |key: &&CoreJsonWebKey| key.key_use().is_none_or(|used| *used == CoreJsonWebKeyUse::Signature);
    let mut named = keys.keys().iter().filter(signs).filter(|key| match (&header.kid, key.key_id()) {
        (Some(kid), Some(id)) => id.as_str() == kid,
        (Some(_), None) => false,
        (None, _) => true,
    });
    let (Some(key), None) = (named.next(), named.next()) else { return Err(LogoutTokenRefusal::UnknownKey) };
    // From one library's type to the other's, by the text that both write (RFC 7517).
    let key: Jwk = serde_json::to_value(key)
        .and_then(serde_json::from_value)
        .map_err(|_| LogoutTokenRefusal::WrongAlgorithm)?;
    let algorithm = match &key.algorithm {
        AlgorithmParameters::RSA(_) => Algorithm::RS256,
        AlgorithmParameters::EllipticCurve(params) if params.curve == EllipticCurve::P256 => Algorithm::ES256,
        AlgorithmParameters::OctetKeyPair(params) if params.curve == EllipticCurve::Ed25519 => {
            Algorithm::EdDSA
        }
        _ => return Err(LogoutTokenRefusal::WrongAlgorithm),
    };
    let key = DecodingKey::from_jwk(&key).map_err(|_| LogoutTokenRefusal::WrongAlgorithm)?;
    Ok((key, algorithm))
}

fn validation(algorithm: Algorithm, issuer: &IssuerUrl, client_id: &str) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.set_issuer(&[issuer.as_str()]);
    validation.set_audience(&[client_id]);
    validation.set_required_spec_claims(&["exp", "iss", "aud"]);
    // The library would ask the system for the time. Ours is a parameter.
    validation.validate_exp = false;
    validation
}

fn read(error: &jsonwebtoken::errors::Error) -> LogoutTokenRefusal {
    use jsonwebtoken::errors::ErrorKind;
    match error.kind() {
        ErrorKind::InvalidSignature => LogoutTokenRefusal::WrongSignature,
        ErrorKind::InvalidIssuer => LogoutTokenRefusal::WrongIssuer,
        ErrorKind::InvalidAudience => LogoutTokenRefusal::WrongAudience,
        _ => LogoutTokenRefusal::Unreadable,
    }
}

#[cfg(test)]
mod tests {
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
        let header = Header {
            typ: Some(TYPE.to_owned()),
            kid: Some("first".to_owned()),
            ..Header::new(Algorithm::HS256)
        };
        let forged = encode(&header, &good(), &EncodingKey::from_secret(point.as_bytes())).expect("signed");
        assert_eq!(check(&forged, &keys), Err(No::WrongAlgorithm));

        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = json!({ "alg": "none", "typ": TYPE, "kid": "first" });
        for by_nobody in [format!("{}.{}.", part(&header), part(&good())), "no JWT".to_owned(), String::new()]
        {
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
}
