//! The one secret of the token door: whoever has it can be anybody.

use std::fmt;

use hmac::{Hmac, Mac as _};
use jsonwebtoken::{DecodingKey, EncodingKey};
use sha2::Sha256;

/// An HS256 key of 256 random bits (RFC 7518 §3.2 asks for no fewer).
pub struct SigningKey {
    pub(super) encoding: EncodingKey,
    pub(super) decoding: DecodingKey,
}

impl SigningKey {
    /// Uses these 32 bytes.
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        Self { encoding: EncodingKey::from_secret(secret), decoding: DecodingKey::from_secret(secret) }
    }

    /// Another key for another purpose: whoever has it has neither this one nor that of any other purpose.
    ///
    /// # Panics
    /// Never: HMAC takes a key of any length (RFC 2104 §2).
    #[must_use]
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.encoding.as_bytes()).expect("HMAC takes a key of any length");
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_has_a_key_of_its_own() {
        let key = SigningKey::new(&[7; 32]);
        assert_eq!(key.derive("one"), key.derive("one"));
        assert_ne!(key.derive("one"), key.derive("another"));
        assert_ne!(key.derive("one"), SigningKey::new(&[8; 32]).derive("one"));
        assert_ne!(key.derive("one"), [7; 32]);
    }
}
