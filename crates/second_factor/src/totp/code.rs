//! What somebody reads from the app, and types.

use std::fmt;
use std::str::FromStr;

/// The digits of a code: an app shows six.
const DIGITS: usize = 6;

/// Six digits. Redacted when printed.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpCode(String);

/// The text is not six digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A code from the app has six digits.")]
pub struct InvalidTotpCode;

impl TotpCode {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Spaces are forgiven: many apps show a code as two groups of three.
impl FromStr for TotpCode {
    type Err = InvalidTotpCode;

    fn from_str(text: &str) -> Result<Self, InvalidTotpCode> {
        let mut digits = String::with_capacity(DIGITS);
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            if !c.is_ascii_digit() || digits.len() == DIGITS {
                return Err(InvalidTotpCode);
            }
            digits.push(c);
        }
        if digits.len() == DIGITS { Ok(Self(digits)) } else { Err(InvalidTotpCode) }
    }
}

impl fmt::Debug for TotpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpCode([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_and_nothing_else() {
        for good in ["123456", "123 456", " 1 2 3 4 5 6 ", "000000", "123\u{a0}456"] {
            assert!(good.parse::<TotpCode>().is_ok(), "{good:?}");
        }
        for bad in
            ["", " ", "12345", "1234567", "12345a", "+12345", "-12345", "１２３４５６", "١٢٣٤٥٦", "123-456"]
        {
            assert_eq!(bad.parse::<TotpCode>(), Err(InvalidTotpCode), "{bad:?}");
        }
    }
}
