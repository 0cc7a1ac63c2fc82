//! What opens something: a code, a token, a cookie, a client's secret. The holder has the text, we keep its hash.
//!
//! ```
//! use authn::SystemRandom;
//! use idp::Secret;
//!
//! let secret = Secret::random(&SystemRandom);
//! assert!(secret.digest().opens_with(secret.expose()));
//! assert_eq!(format!("{secret:?}"), "[redacted]");
//! ```

use std::fmt;

use authn::Random;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// 256 random bits, in 43 characters of URL-safe base64.
#[derive(Clone)]
pub struct Secret(String);

/// The SHA-256 of a [`Secret`]. That is enough for 256 random bits, which nobody guesses at; it would not be for a
/// password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretDigest([u8; 32]);

impl Secret {
    /// A secret that nobody had before.
    #[must_use]
    pub fn random(random: &dyn Random) -> Self {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The text itself. Every call of this is a place to look at in a review.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What we keep of it.
    #[must_use]
    pub fn digest(&self) -> SecretDigest {
        SecretDigest::of(&self.0)
    }
}

impl SecretDigest {
    /// The digest of what somebody brought.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// Whether a text is the secret, in the same time for every text of a length.
    #[must_use]
    pub fn opens_with(&self, text: &str) -> bool {
        self.0.ct_eq(&Self::of(text).0).into()
    }

    /// As it is stored.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
