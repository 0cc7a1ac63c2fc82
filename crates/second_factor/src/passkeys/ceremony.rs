//! The name that a browser has for a ceremony while it lasts.

use std::fmt;
use std::str::FromStr;

use authn::{Random, random_name};
use sha2::{Digest as _, Sha256};

/// How long a ceremony may take, in seconds: five minutes, to find the phone or the security key.
pub const CEREMONY_LIFETIME: i64 = 5 * 60;

/// Which ceremony an answer belongs to: 128 random bits in URL-safe base64, for a hidden field. Redacted when printed.
#[derive(Clone, PartialEq, Eq)]
pub struct CeremonyHandle(String);

/// The text is not 22 characters of URL-safe base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the handle of a ceremony")]
pub struct InvalidCeremonyHandle;

impl CeremonyHandle {
    /// A handle that nobody else has.
    #[must_use]
    pub fn generate(random: &dyn Random) -> Self {
        Self(random_name(random))
    }

    /// The text for the hidden field.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What the ceremony is kept under: a leaked table continues nobody's ceremony.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }
}

impl FromStr for CeremonyHandle {
    type Err = InvalidCeremonyHandle;

    fn from_str(text: &str) -> Result<Self, InvalidCeremonyHandle> {
        let spelled = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if text.len() == 22 && spelled { Ok(Self(text.to_owned())) } else { Err(InvalidCeremonyHandle) }
    }
}

impl fmt::Debug for CeremonyHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CeremonyHandle([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use authn::SystemRandom;

    use super::*;

    #[test]
    fn a_handle_is_read_back_and_nothing_else_is_one() {
        let handle = CeremonyHandle::generate(&SystemRandom);
        assert_eq!(handle.expose().parse(), Ok(handle.clone()));
        assert_eq!(format!("{handle:?}"), "CeremonyHandle([redacted])");
        for bad in ["", "short", &format!("{}=", &handle.expose()[..21]), &format!("{}A", handle.expose())] {
            assert_eq!(bad.parse::<CeremonyHandle>(), Err(InvalidCeremonyHandle), "{bad}");
        }
    }
}
