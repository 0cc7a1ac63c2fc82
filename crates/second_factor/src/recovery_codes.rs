//! Recovery codes: what opens the door once the phone is lost (the *lookup secrets* of ASVS 6.5).
//!
//! Ten codes of 120 random bits, each good for one sign-in. They are shown once and stored as SHA-256. A password needs
//! Argon2id because people choose passwords that can be guessed; ASVS 6.5.2 allows an ordinary hash from 112 random bits
//! on, since nobody tries out 2¹²⁰ of them, however fast. So a leaked table opens nothing, and a code costs no 20 ms.
//!
//! ```
//! use authn::SystemRandom;
//! use second_factor::recovery_codes::{self, RecoveryCode, RecoveryRefusal};
//!
//! let codes = recovery_codes::generate(&SystemRandom);
//! let mut stored = recovery_codes::store(&codes);
//!
//! // What somebody copies from a sheet of paper, without care for hyphens and capitals.
//! let typed: RecoveryCode = codes[3].expose().replace('-', " ").to_lowercase().parse().unwrap();
//! assert_eq!(recovery_codes::redeem(&mut stored, &typed, 1_000), Ok(3));
//! assert_eq!(recovery_codes::redeem(&mut stored, &typed, 1_001), Err(RecoveryRefusal::Used));
//! assert_eq!(recovery_codes::left(&stored), 9);
//! ```

use std::fmt;
use std::str::FromStr;

use authn::Random;
use base32::Alphabet::Crockford;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// How many codes somebody is given.
pub const COUNT: usize = 10;
/// Random bytes of a code: 120 bits, and 24 characters without a rest. ASVS 6.5.2 draws its line at 112 bits.
const LENGTH: usize = 15;
/// Characters of a code.
const CHARACTERS: usize = 24;

/// One code. Redacted when printed.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; LENGTH]);

/// The text is no recovery code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A recovery code has six groups of four letters and digits.")]
pub struct InvalidRecoveryCode;

/// What a code is kept under: its SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecoveryCodeHash(pub [u8; 32]);

/// A code as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredRecoveryCode {
    /// What the code is known by.
    pub hash: RecoveryCodeHash,
    /// Whether it still works.
    pub state: CodeState,
}

/// The life of a code: it goes one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeState {
    /// It works.
    Valid,
    /// It worked, and never will again.
    Used {
        /// When, in seconds since 1970.
        at: i64,
    },
}

/// Why a recovery code opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryRefusal {
    /// None of this user's codes.
    #[error("That is not one of your recovery codes. Look for a mistyped character.")]
    Wrong,
    /// One of them, and it was used before.
    #[error("That recovery code has been used. Each one works once: take the next.")]
    Used,
}

/// Ten new codes (ASVS 6.5.3). They replace all that were there before.
#[must_use]
pub fn generate(random: &dyn Random) -> [RecoveryCode; COUNT] {
    [(); COUNT].map(|()| {
        let mut code = [0; LENGTH];
        random.fill(&mut code);
        RecoveryCode(code)
    })
}

/// The codes as they are stored.
#[must_use]
pub fn store(codes: &[RecoveryCode]) -> Vec<StoredRecoveryCode> {
    codes.iter().map(|code| StoredRecoveryCode { hash: code.hash(), state: CodeState::Valid }).collect()
}

/// Uses a code up at `now`, in seconds since 1970, and returns its place among `stored`.
///
/// Write the change *before* the answer is sent, and only where the code is still valid (`… WHERE used_at IS NULL`): if no
/// row changed, somebody was quicker with the same code.
///
/// # Errors
/// [`RecoveryRefusal`]; then nothing changed.
pub fn redeem(
    stored: &mut [StoredRecoveryCode],
    code: &RecoveryCode,
    now: i64,
) -> Result<usize, RecoveryRefusal> {
    let hash = code.hash();
    // All of them are looked at, so that the time does not tell which one it was.
    let mut place = None;
    for (index, candidate) in stored.iter().enumerate() {
        if candidate.hash.0.ct_eq(&hash.0).into() {
            place = Some(index);
        }
    }
    let place = place.ok_or(RecoveryRefusal::Wrong)?;
    stored[place].state = stored[place].state.redeem(now)?;
    Ok(place)
}

/// How many codes still work. At two or fewer, offer new ones.
#[must_use]
pub fn left(stored: &[StoredRecoveryCode]) -> usize {
    stored.iter().filter(|code| code.state == CodeState::Valid).count()
}

impl CodeState {
    fn redeem(self, now: i64) -> Result<Self, RecoveryRefusal> {
        match self {
            Self::Valid => Ok(Self::Used { at: now }),
            Self::Used { .. } => Err(RecoveryRefusal::Used),
        }
    }
}

impl RecoveryCode {
    /// The code as it is shown, once: in groups of four, in an alphabet without I, L, O and U.
    #[must_use]
    pub fn expose(&self) -> String {
        crate::groups_of_four(&base32::encode(Crockford, &self.0), '-')
    }

    /// What it is kept under.
    #[must_use]
    pub fn hash(&self) -> RecoveryCodeHash {
        RecoveryCodeHash(Sha256::digest(self.0).into())
    }
}

/// Hyphens, white space and capitals do not matter, and what looks alike is taken for what it looks like: O for 0, I and
/// L for 1 (Crockford's base32).
impl FromStr for RecoveryCode {
    type Err = InvalidRecoveryCode;

    fn from_str(text: &str) -> Result<Self, InvalidRecoveryCode> {
        let spelled: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2014}'))
            .take(CHARACTERS + 1)
            .collect();
        if spelled.len() != CHARACTERS || !spelled.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(InvalidRecoveryCode);
        }
        let code = base32::decode(Crockford, &spelled).ok_or(InvalidRecoveryCode)?;
        code.try_into().map(Self).map_err(|_| InvalidRecoveryCode)
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode([redacted])")
    }
}

impl fmt::Debug for RecoveryCodeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecoveryCodeHash({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}

#[cfg(test)]
mod tests {
    use authn::SystemRandom;
    use proptest::prelude::*;

    use super::*;

    // ASVS 6.5.1
    #[test]
    fn each_code_works_once_and_leaves_the_others_alone() {
        let codes = generate(&SystemRandom);
        let mut stored = store(&codes);
        for (place, code) in codes.iter().enumerate() {
            assert_eq!(left(&stored), COUNT - place);
            assert_eq!(redeem(&mut stored, code, 7), Ok(place));
            assert_eq!(stored[place].state, CodeState::Used { at: 7 });
            let before = stored.clone();
            assert_eq!(redeem(&mut stored, code, 8), Err(RecoveryRefusal::Used));
            assert_eq!(stored, before);
        }
        assert_eq!(left(&stored), 0);
    }

    #[test]
    fn nobody_elses_code_works_nor_one_that_was_replaced() {
        let mut stored = store(&generate(&SystemRandom));
        let [old, ..] = generate(&SystemRandom);
        assert_eq!(redeem(&mut stored, &old, 0), Err(RecoveryRefusal::Wrong));
        assert_eq!(redeem(&mut [], &old, 0), Err(RecoveryRefusal::Wrong));
        assert_eq!(left(&stored), COUNT);
    }

    // ASVS 6.5.2
    #[test]
    fn a_code_is_long_enough_for_an_ordinary_hash_and_is_stored_as_nothing_else() {
        const { assert!(LENGTH * 8 >= 112) };
        let code = RecoveryCode([0xff; LENGTH]);
        assert_eq!(code.expose(), "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        assert_eq!(code.hash().0, <[u8; 32]>::from(Sha256::digest([0xff; LENGTH])));
        assert_eq!(format!("{code:?}"), "RecoveryCode([redacted])");
    }

    #[test]
    fn what_looks_alike_is_the_same() {
        let code: RecoveryCode = "0000-1111-0000-1111-0000-1111".parse().unwrap();
        for typed in
            ["oOoO-iIlL-0o0O-1i1l-OOOO-LLLL", " 0000 1111 0000 1111 0000 1111\n", "000011110000111100001111"]
        {
            assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
        }
        for bad in [
            "",
            "0000-1111-0000-1111-0000-111",
            "0000-1111-0000-1111-0000-11111",
            "U000-1111-0000-1111-0000-1111",
        ] {
            assert_eq!(bad.parse::<RecoveryCode>(), Err(InvalidRecoveryCode), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_code_is_read_back(bytes: [u8; LENGTH]) {
            let code = RecoveryCode(bytes);
            let shown = code.expose();
            prop_assert!(!shown.contains(['I', 'L', 'O', 'U']));
            prop_assert_eq!(shown.to_lowercase().parse(), Ok(code.clone()));
            prop_assert_eq!(shown.parse(), Ok(code));
        }

        #[test]
        fn no_text_is_too_much(text in any::<String>()) {
            let _ = text.parse::<RecoveryCode>();
        }
    }
}
