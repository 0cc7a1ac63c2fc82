//! The id of a session: the browser has the text, the table its hash.

use std::fmt;

use authn::Random;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// 256 random bits (ASVS 7.2.3). Redacted when printed.
pub(crate) struct SessionId([u8; 32]);

/// Its SHA-256, which is enough for what nobody can guess at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SessionDigest([u8; 32]);

impl SessionId {
    /// An id that no browser had before.
    pub(super) fn random(random: &dyn Random) -> Self {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        Self(bytes)
    }

    /// The text for the cookie.
    pub(super) fn expose(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    pub(super) fn digest(&self) -> SessionDigest {
        SessionDigest::of(&self.expose())
    }
}

impl SessionDigest {
    /// Of what a browser brought.
    pub(super) fn of(text: &str) -> Self {
        Self(Sha256::digest(text).into())
    }

    /// As it is stored.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
