//! Deliberate flaw, `jku_is_fetched` (claim T1): the token brings the address of the keys to check it with, and they are
//! fetched from there, wherever that is (RFC 8725 §3.10).
//!
//! Who fetches is a parameter, for fetching whatever a stranger names would be a hole in the learner's own machine: the
//! server's asks the lab's own parties and nobody else.

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::pkcs8::{EncodePublicKey as _, LineEnding};
use rsa::{BigUint, RsaPublicKey};
use serde::Deserialize;

/// Fetches what is at an address.
#[async_trait]
pub trait FetchKeys: Send + Sync {
    /// The text at `jku`, if there is one, and if it is an address that may be asked.
    async fn fetch(&self, jku: &str) -> Option<String>;
}

/// A set of keys (RFC 7517 §5).
#[derive(Deserialize)]
struct Jwks {
    keys: Vec<Jwk>,
}

/// A key (RFC 7518 §6).
#[derive(Deserialize)]
#[serde(tag = "kty")]
enum Jwk {
    #[serde(rename = "RSA")]
    Rsa { n: String, e: String },
    #[serde(rename = "oct")]
    Symmetric { k: String },
}

/// The keys at an address, each as the bytes that would be in its file.
pub(super) async fn keys(internet: &dyn FetchKeys, jku: &str) -> Vec<Vec<u8>> {
    let Some(text) = internet.fetch(jku).await else { return Vec::new() };
    let Ok(Jwks { keys }) = serde_json::from_str(&text) else { return Vec::new() };
    keys.into_iter().filter_map(bytes).collect()
}

fn bytes(key: Jwk) -> Option<Vec<u8>> {
    let decode = |text: String| URL_SAFE_NO_PAD.decode(text).ok();
    match key {
        Jwk::Symmetric { k } => decode(k),
        Jwk::Rsa { n, e } => {
            let number = |text| Some(BigUint::from_bytes_be(&decode(text)?));
            let key = RsaPublicKey::new(number(n)?, number(e)?).ok()?;
            Some(key.to_public_key_pem(LineEnding::LF).ok()?.into_bytes())
        }
    }
}
