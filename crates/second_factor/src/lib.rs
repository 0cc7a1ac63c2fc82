//! The second factor, without a web framework and without a database: codes from an app, recovery codes, passkeys.
//!
//! The identity provider asks who somebody is; this crate says whether an answer is right. It stores nothing: every
//! function takes what was stored, the time in seconds since 1970 and randomness ([`authn::Random`]) as parameters, and
//! returns what is to be stored. Guesses are counted by the caller, with [`authn::Attempts`], before they come here.

mod factor;
pub mod passkeys;
pub mod recovery_codes;
mod sealing;
pub mod totp;

pub use factor::{Challenge, Enrolled, EnrolledTotp, Factor, FactorRefusal, InvalidCode, Passed, TypedCode};
pub use sealing::{CannotOpen, SealingKey};

/// ASCII text as people copy it: four characters, a separator, four characters.
fn groups_of_four(text: &str, separator: char) -> String {
    let mut grouped = String::with_capacity(text.len() + text.len() / 4);
    for (place, c) in text.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            grouped.push(separator);
        }
        grouped.push(c);
    }
    grouped
}
