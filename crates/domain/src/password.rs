//! Passwords: two types, so that a guess can never be stored and a stored one was always checked.
//!
//! Both show as `[redacted]` wherever something prints them, and neither is ever changed: not trimmed, not cut,
//! not normalised (ASVS 6.2.8).

use std::fmt;

use serde::{Deserialize, Serialize};

/// The shortest password that may be chosen, in characters (ASVS 6.2.1).
const SHORTEST: usize = 8;
/// The longest password that may be chosen, in characters (ASVS 6.2.9 asks for 64 at least).
const LONGEST: usize = 128;

/// What somebody typed at a sign-in form: any text at all.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(String);

/// A password that somebody may choose: 8 to 128 characters, of any script, without composition rules (ASVS 6.2.5).
///
/// Whether it is one of the commonest is the server's to say; the list is too long to ship to a browser.
#[derive(Clone)]
pub struct NewPassword(Password);

/// Why a text may not be chosen as a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum InvalidPassword {
    /// Fewer than 8 characters.
    #[error("A password has at least 8 characters.")]
    TooShort,
    /// More than 128 characters.
    #[error("A password has at most 128 characters.")]
    TooLong,
    /// One of the 3,000 commonest (ASVS 6.2.4).
    #[error(
        "This password is one of the commonest: it is the first thing a thief would try. Choose another."
    )]
    TooCommon,
}

impl Password {
    /// Takes a text as it was typed.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The secret itself. Every call of this is a place to look at in a review.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl NewPassword {
    /// Checks the length of a password that somebody chose.
    ///
    /// # Errors
    /// [`InvalidPassword::TooShort`] or [`InvalidPassword::TooLong`].
    pub fn parse(password: Password) -> Result<Self, InvalidPassword> {
        match password.0.chars().count() {
            ..SHORTEST => Err(InvalidPassword::TooShort),
            SHORTEST..=LONGEST => Ok(Self(password)),
            _ => Err(InvalidPassword::TooLong),
        }
    }

    /// The secret itself. Every call of this is a place to look at in a review.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chosen(text: &str) -> Result<NewPassword, InvalidPassword> {
        NewPassword::parse(Password::new(text.to_owned()))
    }

    // ASVS 6.2.1, 6.2.9
    #[test]
    fn length_is_counted_in_characters_at_both_ends() {
        assert_eq!(chosen(&"é".repeat(7)).unwrap_err(), InvalidPassword::TooShort);
        assert!(chosen(&"é".repeat(8)).is_ok());
        assert!(chosen(&"é".repeat(128)).is_ok());
        assert_eq!(chosen(&"é".repeat(129)).unwrap_err(), InvalidPassword::TooLong);
    }

    #[test]
    fn no_way_of_printing_shows_the_secret() {
        let password = chosen("rabbit hole 42").unwrap();
        assert_eq!(format!("{password:?} {:?}", password.0), "[redacted] [redacted]");
    }

    proptest! {
        // ASVS 6.2.5, 6.2.8
        #[test]
        fn every_text_of_a_fit_length_is_kept_to_the_byte(text in "\\PC{8,128}") {
            let password = chosen(&text).unwrap();
            prop_assert_eq!(password.expose(), text);
        }
    }
}
