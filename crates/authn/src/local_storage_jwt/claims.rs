//! Making tokens, and reading them back: the signature, the issuer, the audience, the purpose and the expiry are
//! all checked. The flaw of this door is not a careless verifier; the lab has one of those elsewhere.

use domain::{
    AccessTokenClaims, AccessTokenResponse, BEARER, Refusal, SandboxId, TokenUse, User, UserIdText,
};
use jsonwebtoken::{Algorithm, Header, Validation};

use super::{ACCESS_TOKEN_LIFETIME, REFRESH_TOKEN_LIFETIME};
use crate::{House, random_name};

const ISSUER: &str = "two-doors";
const AUDIENCE: &str = "two-doors";

/// A fresh pair for a user.
pub(super) fn issue(house: &House, user: &User, sandbox: &SandboxId) -> Result<AccessTokenResponse, Refusal> {
    let pair = AccessTokenResponse {
        access_token: sign(house, user, sandbox, AUDIENCE, TokenUse::Access, ACCESS_TOKEN_LIFETIME)?,
        token_type: BEARER.to_owned(),
        expires_in: ACCESS_TOKEN_LIFETIME,
        refresh_token: sign(house, user, sandbox, AUDIENCE, TokenUse::Refresh, REFRESH_TOKEN_LIFETIME)?,
    };
    tracing::info!(event = "authn_token_created", user = user.id.0);
    Ok(pair)
}

/// An access token for another audience than this door: the door refuses it, and what it is for refuses the door's.
///
/// # Errors
/// [`Refusal::Unavailable`] if it cannot be signed.
pub fn issue_for(
    house: &House,
    user: &User,
    sandbox: &SandboxId,
    audience: &str,
    lifetime: i64,
) -> Result<String, Refusal> {
    sign(house, user, sandbox, audience, TokenUse::Access, lifetime)
}

fn sign(
    house: &House,
    user: &User,
    sandbox: &SandboxId,
    audience: &str,
    token_use: TokenUse,
    lifetime: i64,
) -> Result<String, Refusal> {
    let iat = house.clock.now();
    let claims = AccessTokenClaims {
        iss: ISSUER.to_owned(),
        aud: audience.to_owned(),
        sub: UserIdText(user.id),
        iat,
        exp: iat + lifetime,
        jti: random_name(&*house.random),
        token_use,
        sandbox: sandbox.clone(),
        name: user.name.clone(),
        email: user.email.clone(),
        role: user.role,
    };
    let signing_key = house.signing_key()?;
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &signing_key.encoding).map_err(|error| {
        tracing::error!(%error, "signing");
        Refusal::Unavailable
    })
}

/// Reads a token of this door, and of one purpose, back.
pub(super) fn verify(house: &House, text: &str, token_use: TokenUse) -> Result<AccessTokenClaims, Refusal> {
    read(house, text, AUDIENCE, token_use)
}

/// Reads an access token back that was issued for another audience than this door.
///
/// # Errors
/// [`Refusal::Unauthorized`] for anything but an unexpired access token with our signature and this audience.
pub fn verify_for(house: &House, text: &str, audience: &str) -> Result<AccessTokenClaims, Refusal> {
    read(house, text, audience, TokenUse::Access)
}

// #region pinned verifier
/// The algorithm is named here, never by the token (ASVS 9.1.2), and a key that the token brings along is not
/// looked at (ASVS 9.1.3).
fn read(
    house: &House,
    text: &str,
    audience: &str,
    token_use: TokenUse,
) -> Result<AccessTokenClaims, Refusal> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[audience]);
    validation.set_required_spec_claims(&["exp", "iss", "aud"]);
    // The library would ask the system for the time. Ours is a parameter: expiry is checked below.
    validation.validate_exp = false;
    let claims = jsonwebtoken::decode::<AccessTokenClaims>(text, &house.signing_key()?.decoding, &validation)
        .map_err(|_| Refusal::Unauthorized)?
        .claims;
    if claims.exp <= house.clock.now() || claims.token_use != token_use {
        return Err(Refusal::Unauthorized);
    }
    Ok(claims)
}
// #endregion pinned verifier
