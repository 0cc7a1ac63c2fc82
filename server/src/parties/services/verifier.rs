//! Whether a token is the app's, for this service, and still good. No user is looked up: there is nobody to ask.

use std::sync::Arc;

use authn::Clock;
use jsonwebtoken::{Algorithm, Validation, decode, decode_header};

use super::claims::Claims;
use super::keys::Keys;
use super::refused::Refused;

/// Seconds that the app's clock may be ahead of ours. Behind by no more than the token's own life: `exp` counts to the
/// second.
const CLOCK_SKEW: i64 = 5;

/// Verifies what the app has signed.
pub(super) struct Verifier {
    issuer: String,
    keys: Keys,
    clock: Arc<dyn Clock>,
}

impl Verifier {
    pub(super) const fn new(issuer: String, keys: Keys, clock: Arc<dyn Clock>) -> Self {
        Self { issuer, keys, clock }
    }

    // #region the service's check
    /// The claims of a token for `audience`. The algorithm and the type are named here (ASVS 9.1.2, 9.2.2), the key is
    /// one that the app publishes (ASVS 9.1.3), and the audience is this service (ASVS 9.2.3).
    pub(super) async fn verify<C: Claims>(&self, audience: &str, token: &str) -> Result<C, Refused> {
        let header = decode_header(token).map_err(|_| Refused::InvalidToken)?;
        if header.alg != Algorithm::EdDSA || header.typ.as_deref() != Some(C::TYPE) {
            return Err(Refused::InvalidToken);
        }
        let key = self.keys.find(&header.kid.ok_or(Refused::InvalidToken)?).await?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        // The library would ask the system for the time. Ours is a parameter: expiry is checked below.
        validation.validate_exp = false;
        let claims = decode::<C>(token, &key, &validation).map_err(|_| Refused::InvalidToken)?.claims;
        let (now, (issued, expires)) = (self.clock.now(), claims.life());
        if expires <= now || issued > now + CLOCK_SKEW {
            return Err(Refused::InvalidToken);
        }
        Ok(claims)
    }
    // #endregion the service's check
}
