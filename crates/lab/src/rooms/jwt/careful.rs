//! The verifier that a token cannot talk into anything: the algorithm and the key are named here (RFC 8725 §3.1), and
//! the token's own text has one spelling only.

use domain::AccessTokenClaims;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};

use super::claims::{AUDIENCE, ISSUER};
use super::hs256_key::Hs256Key;

/// The claims of a token with our signature.
pub(super) fn verify(key: &Hs256Key, access_token: &str) -> Option<AccessTokenClaims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "iss", "aud"]);
    // The library would ask the system for the time. Ours is a parameter: expiry is checked with the other claims.
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(key.expose());
    Some(jsonwebtoken::decode::<AccessTokenClaims>(access_token, &key, &validation).ok()?.claims)
}
