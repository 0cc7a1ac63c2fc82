//! The id of a naive session: whatever a browser may send as a cookie's value.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

/// The longest id that is looked at, in bytes.
const LONGEST: usize = 128;

/// An id, from wherever it came. Redacted when printed.
///
/// ```
/// use lab::rooms::naive_session::SessionId;
///
/// let id: SessionId = "chosen-by-mallory".parse().unwrap();
/// assert_eq!(format!("{id:?}"), "SessionId([redacted])");
/// assert!("".parse::<SessionId>().is_err());
/// assert!("two words".parse::<SessionId>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SessionId(String);

/// What a row is kept under: a leaked table opens nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SessionIdHash(pub [u8; 32]);

/// The text cannot be a cookie's value, or is longer than 128 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a session id")]
pub struct InvalidSessionId;

impl SessionId {
    /// The text for the cookie.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What its row is kept under.
    #[must_use]
    pub fn hash(&self) -> SessionIdHash {
        SessionIdHash(Sha256::digest(&self.0).into())
    }
}

impl FromStr for SessionId {
    type Err = InvalidSessionId;

    fn from_str(text: &str) -> Result<Self, InvalidSessionId> {
        // `cookie-octet` of RFC 6265 §4.1.1.
        let spelled =
            text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\'));
        if text.is_empty() || text.len() > LONGEST || !spelled {
            return Err(InvalidSessionId);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionId([redacted])")
    }
}

impl fmt::Debug for SessionIdHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SessionIdHash({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}
