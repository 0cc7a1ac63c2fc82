//! What a person wants to be called: anything printable, within reason.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest name, in characters.
const LONGEST: usize = 80;

/// A person's name as they wrote it, without surrounding white space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UserName(String);

/// Why a text is not a [`UserName`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum InvalidName {
    /// Nothing was written.
    #[error("Enter a name.")]
    Empty,
    /// More than 80 characters.
    #[error("A name has at most 80 characters.")]
    TooLong,
    /// A line break, a terminal escape or another control character.
    #[error("A name has no control characters.")]
    ControlCharacter,
}

impl UserName {
    /// The name as it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for UserName {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidName::Empty);
        }
        if text.chars().count() > LONGEST {
            return Err(InvalidName::TooLong);
        }
        // A name ends up in log lines and terminals (ASVS 16.4.1).
        if text.chars().any(char::is_control) {
            return Err(InvalidName::ControlCharacter);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for UserName {
    type Error = InvalidName;

    fn try_from(text: String) -> Result<Self, InvalidName> {
        text.parse()
    }
}

impl From<UserName> for String {
    fn from(name: UserName) -> Self {
        name.0
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_are_kept_as_written() {
        for text in ["Alice Liddell", "李四", "Ngũgĩ wa Thiong’o", "🐇"] {
            assert_eq!(text.parse::<UserName>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn bad_names_are_refused_with_the_reason() {
        assert_eq!(" ".parse::<UserName>(), Err(InvalidName::Empty));
        assert_eq!("é".repeat(81).parse::<UserName>(), Err(InvalidName::TooLong));
        assert_eq!("a\u{1b}[31m".parse::<UserName>(), Err(InvalidName::ControlCharacter));
    }
}
