//! The room's RSA key. Its public half is published, as it should be; what a careless verifier makes of that is
//! `algorithm_confusion`.

use std::fmt;
use std::sync::Arc;

use authn::{House, Random};
use domain::Refusal;
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::{EncodePublicKey as _, LineEnding};
use rsa::rand_core::{CryptoRng, RngCore};
use rsa::sha2::Sha256;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use rsa::traits::PublicKeyParts as _;
use rsa::{RsaPrivateKey, RsaPublicKey};
use tokio::sync::OnceCell;

/// RFC 7518 §3.3 asks for no fewer.
const BITS: usize = 2048;

/// One for the whole process: it takes a second to make, and opens nothing but a room that is there to be broken into.
static KEY: OnceCell<RsaKey> = OnceCell::const_new();

/// A key pair for RS256.
pub struct RsaKey {
    signing: SigningKey<Sha256>,
    public: RsaPublicKey,
    pem: String,
}

/// The room's key pair, made when it is first asked for.
///
/// # Errors
/// [`Refusal::Unavailable`] if the machine could not make one.
pub async fn rsa_key(house: &House) -> Result<&'static RsaKey, Refusal> {
    let random = Arc::clone(&house.random);
    KEY.get_or_try_init(|| async move {
        // Looking for two primes would hold up every other request of this worker.
        tokio::task::spawn_blocking(move || RsaKey::make(random)).await.map_err(|_| Refusal::Unavailable)?
    })
    .await
}

impl RsaKey {
    fn make(random: Arc<dyn Random>) -> Result<Self, Refusal> {
        let private = RsaPrivateKey::new(&mut Generator(random), BITS).map_err(unavailable)?;
        let public = private.to_public_key();
        let pem = public.to_public_key_pem(LineEnding::LF).map_err(unavailable)?;
        Ok(Self { signing: SigningKey::new(private), public, pem })
    }

    /// The public half, as everybody may have it: `-----BEGIN PUBLIC KEY-----` and so on (RFC 7468 §13).
    #[must_use]
    pub fn public_pem(&self) -> &str {
        &self.pem
    }

    /// Its modulus and its exponent, big-endian (RFC 7518 §6.3.1).
    #[must_use]
    pub fn modulus_and_exponent(&self) -> (Vec<u8>, Vec<u8>) {
        (self.public.n().to_bytes_be(), self.public.e().to_bytes_be())
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Refusal> {
        Ok(self.signing.try_sign(message).map_err(unavailable)?.to_vec())
    }
}

fn unavailable(error: impl fmt::Display) -> Refusal {
    tracing::error!(%error, "RSA");
    Refusal::Unavailable
}

impl fmt::Debug for RsaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The house's randomness, as the library asks for it.
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
