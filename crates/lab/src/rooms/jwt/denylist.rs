//! What the denylist knows a token by: its name, `jti`, which the signature covers (RFC 7519 §4.1.7).

use domain::AccessTokenClaims;

/// The entry of a token.
pub(super) fn entry(claims: &AccessTokenClaims) -> String {
    format!("jti:{}", claims.jti)
}
