//! One RSA key, for RS256: the one algorithm that every client knows (OpenID Connect Core §15.1).

use std::fmt;
use std::sync::Arc;

use authn::{Random, random_name};
use openidconnect::core::{CoreJsonWebKey, CoreRsaPrivateSigningKey};
use openidconnect::{JsonWebKeyId, PrivateSigningKey as _};
use rsa::RsaPrivateKey;
use rsa::pkcs1::{DecodeRsaPrivateKey as _, EncodeRsaPrivateKey as _, LineEnding};
use rsa::rand_core::{CryptoRng, Error, RngCore};
use serde::{Deserialize, Serialize};

use crate::KeyError;

/// RFC 7518 §3.3 asks for no fewer.
const BITS: usize = 2048;

/// A key as it lies in the file.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct StoredKey {
    kid: String,
    made_at: i64,
    /// When nothing that it signed is valid any more; nothing for the one that signs.
    retired_at: Option<i64>,
    /// PKCS #1, in PEM.
    private_key: String,
}

/// A key pair with its name.
pub(crate) struct SigningKey {
    pub(super) stored: StoredKey,
    jwt: CoreRsaPrivateSigningKey,
    logout_token: jsonwebtoken::EncodingKey,
}

impl SigningKey {
    /// Looks for two primes, which would hold up every other request of this worker.
    pub(super) async fn make(now: i64, random: Arc<dyn Random>) -> Result<Arc<Self>, KeyError> {
        let made = tokio::task::spawn_blocking(move || {
            let private_key = RsaPrivateKey::new(&mut Generator(&*random), BITS)?;
            Ok::<_, KeyError>(StoredKey {
                kid: random_name(&*random),
                made_at: now,
                retired_at: None,
                private_key: private_key.to_pkcs1_pem(LineEnding::LF)?.to_string(),
            })
        });
        Self::load(made.await.map_err(|_| KeyError::Broken("the machine could not make it".to_owned()))??)
    }

    pub(super) fn load(stored: StoredKey) -> Result<Arc<Self>, KeyError> {
        let kid = JsonWebKeyId::new(stored.kid.clone());
        let jwt =
            CoreRsaPrivateSigningKey::from_pem(&stored.private_key, Some(kid)).map_err(KeyError::Broken)?;
        let der = RsaPrivateKey::from_pkcs1_pem(&stored.private_key)?.to_pkcs1_der()?;
        let logout_token = jsonwebtoken::EncodingKey::from_rsa_der(der.as_bytes());
        Ok(Arc::new(Self { stored, jwt, logout_token }))
    }

    /// The same key, which signs no more and is published until `retired_at`.
    pub(super) fn retire_at(self: &Arc<Self>, retired_at: i64) -> Arc<Self> {
        if self.stored.retired_at.is_some() {
            return Arc::clone(self);
        }
        let stored = StoredKey { retired_at: Some(retired_at), ..self.stored.clone() };
        Self::load(stored).unwrap_or_else(|_| Arc::clone(self))
    }

    pub(super) fn is_published(&self, now: i64) -> bool {
        self.stored.retired_at.is_none_or(|retired_at| now <= retired_at)
    }

    /// Its name, by which a client finds it in the set.
    pub(crate) fn kid(&self) -> &str {
        &self.stored.kid
    }

    /// What signs ID tokens.
    pub(crate) fn for_id_tokens(&self) -> &CoreRsaPrivateSigningKey {
        &self.jwt
    }

    /// What signs logout tokens, for which openidconnect has no type.
    pub(crate) fn for_logout_tokens(&self) -> &jsonwebtoken::EncodingKey {
        &self.logout_token
    }

    pub(super) fn public(&self) -> CoreJsonWebKey {
        self.jwt.as_verification_key()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.stored.kid).finish_non_exhaustive()
    }
}

/// The provider's randomness, as the `rsa` crate asks for it.
struct Generator<'a>(&'a dyn Random);

impl RngCore for Generator<'_> {
    fn next_u32(&mut self) -> u32 {
        rsa::rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rsa::rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl CryptoRng for Generator<'_> {}
