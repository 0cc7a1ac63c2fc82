//! An e-mail address that is fit to be a key: bounded, free of control characters, one spelling per mailbox.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest address that fits an SMTP path (RFC 5321 §4.5.3.1.3, less the two angle brackets), in bytes.
const LONGEST: usize = 254;

/// An e-mail address, in lower case.
///
/// Deliberately lenient about everything but length, white space and control characters: whether a mailbox
/// exists only a message to it can tell, and clever patterns turn away real people.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// Why a text is not an [`Email`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum InvalidEmail {
    /// Nothing was written.
    #[error("Enter an e-mail address.")]
    Empty,
    /// More than 254 bytes.
    #[error("An e-mail address has at most 254 characters.")]
    TooLong,
    /// No `@` with text on both sides, or a space or control character in it.
    #[error("An e-mail address looks like name@example.com.")]
    Malformed,
}

impl Email {
    /// The address as it is stored and compared.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = InvalidEmail;

    fn from_str(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim();
        check(text)?;
        // Two accounts that differ only in case would let one person impersonate another to a reader.
        let lower = text.to_lowercase();
        if lower.len() > LONGEST {
            return Err(InvalidEmail::TooLong);
        }
        Ok(Self(lower))
    }
}

/// Reads back what was written: an address that has its one spelling already.
///
/// To find the spelling takes the tables of Unicode, 5 kB of what a browser would download. It only reads what the
/// server answers, so nothing is folded here: what somebody typed is parsed.
impl TryFrom<String> for Email {
    type Error = InvalidEmail;

    fn try_from(text: String) -> Result<Self, InvalidEmail> {
        check(&text)?;
        if text.bytes().any(|b| b.is_ascii_uppercase()) {
            return Err(InvalidEmail::Malformed);
        }
        Ok(Self(text))
    }
}

fn check(text: &str) -> Result<(), InvalidEmail> {
    if text.is_empty() {
        return Err(InvalidEmail::Empty);
    }
    if text.len() > LONGEST {
        return Err(InvalidEmail::TooLong);
    }
    let (local, host) = text.rsplit_once('@').ok_or(InvalidEmail::Malformed)?;
    let ordinary = |c: char| !c.is_control() && !c.is_whitespace() && c != '@';
    if local.is_empty() || host.is_empty() || !local.chars().chain(host.chars()).all(ordinary) {
        return Err(InvalidEmail::Malformed);
    }
    Ok(())
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spelling_is_folded() {
        let email: Email = " Alice@Example.TEST ".parse().unwrap();
        assert_eq!(email.as_str(), "alice@example.test");
    }

    #[test]
    fn bad_addresses_are_refused_with_the_reason() {
        assert_eq!("".parse::<Email>(), Err(InvalidEmail::Empty));
        assert_eq!("   ".parse::<Email>(), Err(InvalidEmail::Empty));
        for text in ["alice", "@b", "a@", "a b@c", "a\0@c", "a@b@c", "a@b\r\nBcc: c"] {
            assert_eq!(text.parse::<Email>(), Err(InvalidEmail::Malformed), "{text:?}");
        }
        let long = format!("{}@example.test", "a".repeat(10_000));
        assert_eq!(long.parse::<Email>(), Err(InvalidEmail::TooLong));
    }

    #[test]
    fn what_is_read_back_is_neither_folded_nor_let_through_unchecked() {
        let read = |text: &str| Email::try_from(text.to_owned());
        assert_eq!(read("alice@example.test"), "Alice@Example.test".parse());
        for text in ["Alice@example.test", " alice@example.test", "alice", "alice@b\r\nBcc: c"] {
            assert_eq!(read(text), Err(InvalidEmail::Malformed), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn parsing_never_panics_and_is_idempotent(text in ".{0,300}") {
            if let Ok(email) = text.parse::<Email>() {
                prop_assert!(email.as_str().len() <= LONGEST);
                prop_assert!(!email.as_str().chars().any(char::is_control));
                prop_assert_eq!(email.as_str().parse::<Email>(), Ok(email.clone()));
                prop_assert_eq!(Email::try_from(String::from(email.clone())), Ok(email));
            }
        }

        #[test]
        fn ordinary_addresses_are_accepted(local in "[a-z0-9.+_-]{1,32}", host in "[a-z0-9-]{1,20}\\.[a-z]{2,8}") {
            let text = format!("{local}@{host}");
            let email: Email = text.parse().unwrap();
            prop_assert_eq!(email.as_str(), text);
        }
    }
}
