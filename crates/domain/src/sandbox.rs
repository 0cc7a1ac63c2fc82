//! A sandbox: one learner's own accounts, sessions and attacks, out of everybody else's way.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The name of a sandbox: `default`, or 22 characters of URL-safe base64 (128 random bits).
///
/// It is not a way in: it says *which* Alice is meant, not that you are Alice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SandboxId(String);

/// The text is neither `default` nor 22 characters of URL-safe base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sandbox id is `default` or 22 characters of URL-safe base64")]
pub struct InvalidSandboxId;

const DEFAULT: &str = "default";

impl SandboxId {
    /// The name as it is stored and carried in the lab's cookie.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for SandboxId {
    fn default() -> Self {
        Self(DEFAULT.to_owned())
    }
}

impl FromStr for SandboxId {
    type Err = InvalidSandboxId;

    fn from_str(text: &str) -> Result<Self, InvalidSandboxId> {
        let random =
            text.len() == 22 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if random || text == DEFAULT { Ok(Self(text.to_owned())) } else { Err(InvalidSandboxId) }
    }
}

impl TryFrom<String> for SandboxId {
    type Error = InvalidSandboxId;

    fn try_from(text: String) -> Result<Self, InvalidSandboxId> {
        text.parse()
    }
}

impl From<SandboxId> for String {
    fn from(id: SandboxId) -> Self {
        id.0
    }
}

impl fmt::Display for SandboxId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
