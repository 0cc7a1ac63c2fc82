//! Making access tokens, and what their claims must say. Who checks the signature is the verifiers' business.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{AccessTokenClaims, Refusal, TokenUse, User, UserIdText};
use serde_json::json;

use super::careless::{HS256_KEY_FILE, RS256_KEY_FILE};
use super::hs256_key::Hs256Key;
use super::{Algorithm, Defence, Room, careless, rsa_key};

/// Not the token door's: what this room signs opens this room, and the other way round (RFC 8725 §3.9).
pub(super) const ISSUER: &str = "two-doors-token-room";
/// For whom the room's tokens are meant.
pub(super) const AUDIENCE: &str = "two-doors-token-room";

/// A life so short that a denylist is hardly missed (claim T5).
const SHORT_LIFE: i64 = 60;
/// The longest name of a token that is taken. Ours have 22 characters; a forger's could be a book, for us to remember.
const LONGEST_JTI: usize = 64;

// #region life
/// Seconds that an access token lives.
pub(super) fn lifetime(room: &Room<'_>) -> i64 {
    let lifetime = room.lab.access_token_lifetime;
    if room.is_on(Defence::ShortLife) { lifetime.min(SHORT_LIFE) } else { lifetime }
}
// #endregion life

/// Signs an access token with the name `jti` for a user.
pub(super) async fn issue(
    room: &Room<'_>,
    user: &User,
    jti: String,
    algorithm: Algorithm,
) -> Result<String, Refusal> {
    let iat = room.house.clock.now();
    let claims = AccessTokenClaims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: UserIdText(user.id),
        iat,
        exp: iat + lifetime(room),
        jti,
        token_use: TokenUse::Access,
        sandbox: room.sandbox.clone(),
        name: user.name.clone(),
        email: user.email.clone(),
        role: user.role,
    };
    let payload = serde_json::to_string(&claims).map_err(|_| Refusal::Unavailable)?;
    let message = |header: serde_json::Value| {
        format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(&payload))
    };
    let (message, signature) = match algorithm {
        Algorithm::Hs256 => {
            let message = message(json!({ "alg": "HS256", "kid": HS256_KEY_FILE, "typ": "JWT" }));
            let signature = careless::hmac(Hs256Key::of(room)?.expose(), message.as_bytes());
            (message, signature)
        }
        Algorithm::Rs256 => {
            let message = message(json!({ "alg": "RS256", "kid": RS256_KEY_FILE, "typ": "JWT" }));
            let signature = rsa_key(room.house).await?.sign(message.as_bytes())?;
            (message, signature)
        }
    };
    Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// Whether claims with a signature that somebody believes are good in this room, now.
///
/// The sandbox must be the one whose switches were asked: else a token that the careless verifier of one sandbox
/// believes would open another, whose verifier is careful.
pub(super) fn are_good(claims: &AccessTokenClaims, room: &Room<'_>) -> bool {
    claims.iss == ISSUER
        && claims.aud == AUDIENCE
        && claims.token_use == TokenUse::Access
        && claims.sandbox == room.sandbox
        && claims.exp > room.house.clock.now()
        && claims.jti.len() <= LONGEST_JTI
}
