//! The one secret of the token door: whoever has it can be anybody.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};

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

    /// Another key of 256 bits, one for each `purpose`: whoever has it learns nothing of this one. It is the HMAC of the
    /// purpose under this key, as in HKDF (RFC 5869 §2.3).
    ///
    /// # Panics
    /// Never: an HMAC takes a key and a message of any length, and is 32 bytes long.
    #[must_use]
    pub fn derive(&self, purpose: &'static str) -> [u8; 32] {
        // What is signed in a token has one dot and no space, so no signature of a token is ever a key.
        let message = format!("two-doors key for: {purpose}");
        let text = jsonwebtoken::crypto::sign(message.as_bytes(), &self.encoding, Algorithm::HS256)
            .expect("an HMAC takes any key and any message");
        let bytes = URL_SAFE_NO_PAD.decode(text).expect("the library writes base64");
        bytes.try_into().expect("HMAC-SHA256 is 32 bytes long")
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
