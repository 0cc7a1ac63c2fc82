//! The ID token: the provider makes it, the client checks it. Both are careful; which sign-in it is for is another question
//! (`missing_nonce.rs`).
//!
//! It is signed with the client's secret (OpenID Connect Core 1.0 §10.1), which both know: so nobody has to publish a key.

use authn::House;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{Refusal, UserId, UserIdText};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use super::CLIENT_ID;

/// How long an ID token is good for, in seconds.
pub const ID_TOKEN_LIFETIME: i64 = 10 * 60;

/// What the secret is for, so that it is nobody else's (see [`authn::local_storage_jwt::SigningKey::derive`]).
const PURPOSE: &str = "the secret of the client in the code-flow room";

/// What an ID token says.
#[derive(Debug, Serialize, Deserialize)]
pub struct IdTokenClaims {
    iss: String,
    /// Who signed in.
    pub sub: UserIdText,
    aud: String,
    iat: i64,
    exp: i64,
    /// What the client asked it to repeat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
}

/// What the client and the provider both know, and nobody else.
///
/// # Errors
/// [`Refusal::Unavailable`] in a house without the lab.
pub fn client_secret(house: &House) -> Result<String, Refusal> {
    Ok(URL_SAFE_NO_PAD.encode(house.signing_key()?.derive(PURPOSE)))
}

/// Makes an ID token for the client.
///
/// # Errors
/// [`Refusal::Unavailable`] if it cannot be signed.
pub fn issue(house: &House, issuer: String, user: UserId, nonce: Option<String>) -> Result<String, Refusal> {
    let iat = house.clock.now();
    let claims = IdTokenClaims {
        iss: issuer,
        sub: UserIdText(user),
        aud: CLIENT_ID.to_owned(),
        iat,
        exp: iat + ID_TOKEN_LIFETIME,
        nonce,
    };
    let key = EncodingKey::from_secret(client_secret(house)?.as_bytes());
    encode(&Header::new(Algorithm::HS256), &claims, &key).map_err(|error| {
        tracing::error!(%error, "signing");
        Refusal::Unavailable
    })
}

/// What an ID token of that issuer's says, if it is for the client and still good.
#[must_use]
pub fn read(house: &House, issuer: &str, id_token: &str) -> Option<IdTokenClaims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[CLIENT_ID]);
    validation.set_required_spec_claims(&["exp", "iss", "aud"]);
    // The library would ask the system for the time. Ours is a parameter: expiry is checked below.
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(client_secret(house).ok()?.as_bytes());
    let claims = decode::<IdTokenClaims>(id_token, &key, &validation).ok()?.claims;
    (house.clock.now() < claims.exp).then_some(claims)
}
