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

use crate::relying_party::SKEW;

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
mod tests;
