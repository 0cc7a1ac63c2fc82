//! The attacker's own key pair: as good as the victim's, to a verifier that fetches keys from wherever it is told to.

use std::sync::Arc;

use authn::Random;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::rand_core::{CryptoRng, RngCore};
use rsa::sha2::Sha256;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use rsa::traits::PublicKeyParts as _;
use serde_json::{Value, json};

use super::super::Attacker;
use super::jws;

/// Its name.
pub(super) const ID: &str = "mine";
const BITS: usize = 2048;

/// A key pair for RS256.
pub(in super::super) struct OwnKey(RsaPrivateKey);

/// The attacker's key, made when it is first needed.
pub(super) async fn own_key(attacker: &Attacker) -> Option<&OwnKey> {
    let random = Arc::clone(&attacker.random);
    let make = || async move {
        // Looking for two primes would hold up every other request of this worker.
        let made =
            tokio::task::spawn_blocking(move || RsaPrivateKey::new(&mut Generator(random), BITS)).await;
        made.ok().and_then(Result::ok).map(OwnKey).ok_or(())
    };
    attacker.own_key.get_or_try_init(make).await.ok()
}

impl OwnKey {
    /// A token that is signed with it.
    pub(super) fn sign_rs256(&self, header: &Value, claims: &Value) -> Option<String> {
        let message = jws::signing_input(header, claims);
        let key = SigningKey::<Sha256>::new(self.0.clone());
        let signature = key.try_sign(message.as_bytes()).ok()?;
        Some(jws::with_signature(&message, &signature.to_vec()))
    }

    /// Its public half as a set of keys (RFC 7517 §5).
    pub(super) fn jwks(&self) -> Value {
        let [n, e] = [self.0.n(), self.0.e()].map(|number| URL_SAFE_NO_PAD.encode(number.to_bytes_be()));
        json!({ "keys": [{ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": ID, "n": n, "e": e }] })
    }
}

/// The attacker's randomness, as the library asks for it.
struct Generator(Arc<dyn Random>);

impl RngCore for Generator {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl CryptoRng for Generator {}
