//! Secrets that must be read again are stored encrypted, and the key is not in the database.
//!
//! A password is only ever compared, so its hash will do. The secret of an authenticator app is computed with at every
//! sign-in: it has to be readable, and whoever steals the table alone must not read it. What is sealed is bound to what
//! it is and whose it is, so that no row can be copied over another user's.

use std::fmt;

use authn::Random;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// The key that seals, 256 bits: it belongs in a file beside the program, never in the database. Redacted when printed.
pub struct SealingKey(LessSafeKey);

/// What was sealed cannot be opened: another key, another user, or a changed byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a stored secret does not open: it was sealed with another key, for another user, or it was changed")]
pub struct CannotOpen;

impl SealingKey {
    /// The key of these bytes.
    ///
    /// # Panics
    /// Never: this algorithm's key has 32 bytes (RFC 8439 §2.8).
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        let key = UnboundKey::new(&CHACHA20_POLY1305, key).expect("32 bytes are a key of ChaCha20-Poly1305");
        Self(LessSafeKey::new(key))
    }

    /// Seals with ChaCha20-Poly1305 (RFC 8439): a random nonce, the ciphertext, the tag.
    ///
    /// A nonce of 96 random bits is good for 2³² sealings with one key: the bound of NIST SP 800-38D §8.3, for GCM's nonces
    /// of the same length.
    pub(crate) fn seal(&self, random: &dyn Random, context: &str, plain: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce);
        let mut text = plain.to_vec();
        self.0
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(context.as_bytes()),
                &mut text,
            )
            .expect("a secret is far shorter than 256 GiB");
        [&nonce[..], &text].concat()
    }

    /// Opens what was sealed with this key in this context.
    pub(crate) fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        let (nonce, text) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(CannotOpen)?;
        let mut text = text.to_vec();
        let plain = self
            .0
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(context.as_bytes()), &mut text)
            .map_err(|_| CannotOpen)?;
        Ok(plain.to_vec())
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use authn::SystemRandom;

    use super::*;

    #[test]
    fn only_the_key_the_context_and_the_very_bytes_open_it() {
        let key = SealingKey::new(&[7; 32]);
        let sealed = key.seal(&SystemRandom, "alice", b"a secret");
        assert_eq!(key.open("alice", &sealed).unwrap(), b"a secret");
        assert_eq!(key.open("bob", &sealed), Err(CannotOpen));
        assert_eq!(SealingKey::new(&[8; 32]).open("alice", &sealed), Err(CannotOpen));
        for changed in 0..sealed.len() {
            let mut other = sealed.clone();
            other[changed] ^= 1;
            assert_eq!(key.open("alice", &other), Err(CannotOpen), "byte {changed}");
            assert_eq!(key.open("alice", &sealed[..changed]), Err(CannotOpen), "cut at {changed}");
        }
    }

    #[test]
    fn nothing_is_sealed_alike_twice_and_nothing_shows() {
        let key = SealingKey::new(&[7; 32]);
        let [one, two] = [(); 2].map(|()| key.seal(&SystemRandom, "alice", b"a secret"));
        assert_ne!(one, two);
        assert!(!one.windows(8).any(|window| window == b"a secret"));
        assert_eq!(format!("{key:?}"), "SealingKey([redacted])");
    }
}
