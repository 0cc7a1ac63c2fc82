//! One attempt to sign in through a provider, bound to the browser that began it.
//!
//! The browser keeps one random secret in a cookie, and everything that must be unguessable follows from it: `state`,
//! `nonce` and the code verifier. The server keeps a row, under the secret's hash. So whoever reads the table can
//! neither finish an attempt nor plant an answer in it, and an attempt is single-use because taking its row is one
//! statement. A sealed cookie would need no row, and could be sent again.
//!
//! ```
//! use authn::relying_party::AttemptSecret;
//!
//! let secret: AttemptSecret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".parse().unwrap();
//! assert_eq!(secret.code_verifier().secret().len(), 43); // as long as RFC 7636 §4.1 asks
//! assert_ne!(secret.state().secret(), secret.nonce().secret());
//! assert_eq!(format!("{secret:?}"), "AttemptSecret([redacted])");
//! ```

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{SandboxId, UserId};
use hmac::{Hmac, Mac as _};
use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};
use sha2::{Digest as _, Sha256};

use super::{ProviderId, ReturnPath};
use crate::Random;

/// How long somebody may take at the provider, in seconds.
pub const ATTEMPT_LIFETIME: i64 = 10 * 60;

/// What the browser keeps: 256 random bits. Redacted when printed.
#[derive(Clone, PartialEq, Eq)]
pub struct AttemptSecret([u8; 32]);

/// What the server keeps an attempt under: the SHA-256 of its secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AttemptId(pub [u8; 32]);

/// The text is not 43 characters of URL-safe base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the secret of an attempt")]
pub struct InvalidAttemptSecret;

/// What an attempt is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Somebody wants in.
    SignIn,
    /// Somebody who is in wants this to be another way in.
    Link(UserId),
}

/// What the server remembers of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// At which provider: an answer of another is not one to this (RFC 9700 §4.4).
    pub provider: ProviderId,
    /// Where whoever signs in will live.
    pub sandbox: SandboxId,
    /// What it is for.
    pub purpose: Purpose,
    /// Where the browser goes in the end.
    pub return_to: ReturnPath,
    /// When it is over, in seconds since 1970.
    pub expires_at: i64,
}

impl AttemptSecret {
    /// A fresh one.
    pub fn new(random: &dyn Random) -> Self {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        Self(bytes)
    }

    /// The text for the cookie.
    #[must_use]
    pub fn expose(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What its row is kept under.
    #[must_use]
    pub fn id(&self) -> AttemptId {
        AttemptId(Sha256::digest(self.0).into())
    }

    /// Comes back with the answer: it is this browser's own (RFC 6749 §10.12).
    pub fn state(&self) -> CsrfToken {
        CsrfToken::new(self.derive("state"))
    }

    /// Comes back in the ID token: it was made for this attempt (`OpenID` Connect Core 1.0 §15.5.2).
    #[must_use]
    pub fn nonce(&self) -> Nonce {
        Nonce::new(self.derive("nonce"))
    }

    /// Goes with the code, and is known to nobody on its way: a code that was stolen buys nothing (RFC 7636).
    #[must_use]
    pub fn code_verifier(&self) -> PkceCodeVerifier {
        PkceCodeVerifier::new(self.derive("code_verifier"))
    }

    /// Whether an answer's `state` is this attempt's. Digests are compared, so that the time does not tell how much of
    /// it was right.
    pub(super) fn made(&self, state: &str) -> bool {
        Sha256::digest(self.state().secret()) == Sha256::digest(state)
    }

    /// Three values of one secret, none of which tells the others (RFC 5869's step of expansion, with one block).
    fn derive(&self, what: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(what.as_bytes());
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }
}

impl FromStr for AttemptSecret {
    type Err = InvalidAttemptSecret;

    fn from_str(text: &str) -> Result<Self, InvalidAttemptSecret> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| InvalidAttemptSecret)?;
        Ok(Self(bytes.try_into().map_err(|_| InvalidAttemptSecret)?))
    }
}

impl fmt::Debug for AttemptSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttemptSecret([redacted])")
    }
}
