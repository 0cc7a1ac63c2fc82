//! The key that signs what services read. Its public half is published.

use std::fmt;

use domain::Refusal;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;

use super::ServiceToken;
use crate::House;

/// What this key is for, so that it is no other's (see [`crate::local_storage_jwt::SigningKey::derive`]).
const PURPOSE: &str = "tokens for services";

/// A private key in PKCS#8, up to its 32 bytes (RFC 8410 §7).
const PKCS8: [u8; 16] = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

/// An Ed25519 key pair (RFC 8032, RFC 8037).
pub struct Ed25519Key {
    private: EncodingKey,
    public: Jwk,
    kid: String,
}

impl Ed25519Key {
    /// The house's key. Derived anew each time, from the one secret that is kept: that takes microseconds.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`] if the library does not take it, or in a house without the lab.
    pub fn of(house: &House) -> Result<Self, Refusal> {
        let pkcs8 = [&PKCS8[..], &house.signing_key()?.derive(PURPOSE)].concat();
        let private = EncodingKey::from_ed_der(&pkcs8);
        let mut public = Jwk::from_encoding_key(&private, Algorithm::EdDSA).map_err(unavailable)?;
        // Its name follows from the key, so that another key has another name (RFC 7638, RFC 8037 §2).
        let kid = public.thumbprint(ThumbprintHash::SHA256).map_err(unavailable)?;
        public.common.key_id = Some(kid.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self { private, public, kid })
    }

    /// Signs claims as a token of this type.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`] if they cannot be signed.
    pub fn sign(&self, token_type: &str, claims: &impl Serialize) -> Result<ServiceToken, Refusal> {
        let header = Header {
            typ: Some(token_type.to_owned()),
            kid: Some(self.kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        jsonwebtoken::encode(&header, claims, &self.private).map(ServiceToken::new).map_err(unavailable)
    }

    /// The public half, as everybody may have it (RFC 7517 §5).
    #[must_use]
    pub fn public(self) -> JwkSet {
        JwkSet { keys: vec![self.public] }
    }
}

fn unavailable(error: jsonwebtoken::errors::Error) -> Refusal {
    tracing::error!(%error, "Ed25519");
    Refusal::Unavailable
}

impl fmt::Debug for Ed25519Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
