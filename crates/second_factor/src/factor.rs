//! Which factors somebody has, what is asked for after the password, and whether an attempt passes.
//!
//! A passkey is asked for first, since it cannot be passed on by a page that looks like this one; a code from the app
//! next; a recovery code is never the first choice, and is no factor by itself.
//!
//! ```
//! use authn::{Attempts, SystemRandom};
//! use second_factor::totp::TotpSecret;
//! use second_factor::{Challenge, Enrolled, EnrolledTotp, Factor, TypedCode, recovery_codes};
//!
//! let nobody_has_set_up_anything = Enrolled::default();
//! assert_eq!(nobody_has_set_up_anything.challenge(), Challenge::None);
//!
//! let codes = recovery_codes::generate(&SystemRandom);
//! let secret = TotpSecret::generate(&SystemRandom);
//! let mut alice = Enrolled {
//!     totp: Some(EnrolledTotp { secret, last_used: None }),
//!     recovery_codes: recovery_codes::store(&codes),
//!     ..Enrolled::default()
//! };
//! assert_eq!(alice.challenge(), Challenge::Asked { first: Factor::Totp, others: vec![Factor::RecoveryCode] });
//!
//! // The throttle is the caller's: ask it first, and count what is refused.
//! let (now, attempts) = (1_000, Attempts::default());
//! assert_eq!(attempts.wait(now, 5), 0);
//! let typed: TypedCode = codes[0].expose().parse().unwrap();
//! let passed = alice.check(&typed, now).unwrap();
//! assert_eq!(passed.factor(), Factor::RecoveryCode);
//! assert!(alice.check(&typed, now).is_err());
//! ```

use std::str::FromStr;

use crate::passkeys::{ClaimedPasskey, Passkey, PasskeyRefusal, PendingSignIn, RelyingParty};
use crate::recovery_codes::{self, RecoveryCode, RecoveryCodeHash, RecoveryRefusal, StoredRecoveryCode};
use crate::totp::{TimeStep, TotpCode, TotpRefusal, TotpSecret};

/// A second factor, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Factor {
    /// A key pair in a device.
    Passkey,
    /// A code from an authenticator app.
    Totp,
    /// One of ten codes on paper.
    RecoveryCode,
}

/// What is asked for after the right password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Challenge {
    /// Nothing: the password is all there is.
    None,
    /// One of these.
    Asked {
        /// What the page shows.
        first: Factor,
        /// What it links to.
        others: Vec<Factor>,
    },
}

/// What somebody has set up, as it was read from the store.
#[derive(Clone, Debug, Default)]
pub struct Enrolled {
    /// The app, once a first code from it was right.
    pub totp: Option<EnrolledTotp>,
    /// The passkeys, one a device.
    pub passkeys: Vec<Passkey>,
    /// The recovery codes, used ones too.
    pub recovery_codes: Vec<StoredRecoveryCode>,
}

/// An authenticator app that counts.
#[derive(Clone, Debug)]
pub struct EnrolledTotp {
    /// What it shares with the server.
    pub secret: TotpSecret,
    /// The step of the last code that was accepted.
    pub last_used: Option<TimeStep>,
}

/// What somebody typed into the one field for codes: its shape tells which kind it is. Redacted when printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedCode {
    /// Six digits.
    Totp(TotpCode),
    /// Six groups of four.
    Recovery(RecoveryCode),
}

/// The text is neither kind of code. It is no guess, and needs no counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Enter the six digits from your app, or a recovery code.")]
pub struct InvalidCode;

/// An attempt that passed, and what it used up: store that first, and let nobody in if no row changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passed {
    /// The new last step, in place of one that is older.
    Totp(TimeStep),
    /// The code that is used, where it was not before.
    RecoveryCode(RecoveryCodeHash),
    /// The passkey with its new counter, in place of the one with this `credential_id`.
    Passkey(Box<Passkey>),
}

/// Why an attempt does not pass. Each is a failure to the throttle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactorRefusal {
    /// A code that is not the app's.
    #[error(transparent)]
    Totp(#[from] TotpRefusal),
    /// A code that is not on the list.
    #[error(transparent)]
    RecoveryCode(#[from] RecoveryRefusal),
    /// A passkey's answer that is not taken.
    #[error(transparent)]
    Passkey(#[from] PasskeyRefusal),
}

impl Factor {
    /// What an ID token says of it in `amr` (RFC 8176 §2): proof of possession of a key, or a one-time password.
    #[must_use]
    pub const fn amr(self) -> &'static str {
        match self {
            Self::Passkey => "pop",
            Self::Totp | Self::RecoveryCode => "otp",
        }
    }
}

impl Enrolled {
    /// What to ask for after the right password. Recovery codes alone ask for nothing: they stand in for a factor that was
    /// lost, and there is none.
    #[must_use]
    pub fn challenge(&self) -> Challenge {
        let mut factors = Vec::new();
        if !self.passkeys.is_empty() {
            factors.push(Factor::Passkey);
        }
        if self.totp.is_some() {
            factors.push(Factor::Totp);
        }
        if factors.is_empty() {
            return Challenge::None;
        }
        if recovery_codes::left(&self.recovery_codes) > 0 {
            factors.push(Factor::RecoveryCode);
        }
        let first = factors.remove(0);
        Challenge::Asked { first, others: factors }
    }

    /// Judges a code at `now`, in seconds since 1970, and uses it up.
    ///
    /// # Errors
    /// [`FactorRefusal`]; then nothing changed. Whoever has no app hears the same as whoever mistypes.
    pub fn check(&mut self, code: &TypedCode, now: i64) -> Result<Passed, FactorRefusal> {
        match code {
            TypedCode::Totp(code) => {
                let totp = self.totp.as_mut().ok_or(TotpRefusal::Wrong)?;
                let step = totp.secret.verify(code, now, totp.last_used)?;
                totp.last_used = Some(step);
                Ok(Passed::Totp(step))
            }
            TypedCode::Recovery(code) => {
                if self.challenge() == Challenge::None {
                    return Err(RecoveryRefusal::Wrong.into());
                }
                recovery_codes::redeem(&mut self.recovery_codes, code, now)?;
                Ok(Passed::RecoveryCode(code.hash()))
            }
        }
    }

    /// Judges the answer of one of these passkeys to [`RelyingParty::begin_second_factor`].
    ///
    /// # Errors
    /// [`FactorRefusal`]; then nothing changed.
    pub fn check_passkey(
        &mut self,
        relying_party: &RelyingParty,
        pending: PendingSignIn,
        response: &str,
        now: i64,
    ) -> Result<Passed, FactorRefusal> {
        let claimed = ClaimedPasskey::of(response)?;
        let mine = self.passkeys.iter_mut().find(|passkey| passkey.credential_id == claimed.credential_id);
        let passkey = mine.ok_or(PasskeyRefusal::Unknown)?;
        *passkey = relying_party.finish_sign_in(pending, response, passkey, now)?;
        Ok(Passed::Passkey(Box::new(passkey.clone())))
    }
}

impl Passed {
    /// Which factor it was, for the log and for `amr`.
    #[must_use]
    pub const fn factor(&self) -> Factor {
        match self {
            Self::Totp(_) => Factor::Totp,
            Self::RecoveryCode(_) => Factor::RecoveryCode,
            Self::Passkey(_) => Factor::Passkey,
        }
    }
}

impl FromStr for TypedCode {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let totp = text.parse().map(Self::Totp);
        totp.or_else(|_| text.parse().map(Self::Recovery)).map_err(|_| InvalidCode)
    }
}

#[cfg(test)]
mod tests {
    use authn::SystemRandom;

    use super::*;
    use crate::passkeys::UserHandle;

    fn app() -> EnrolledTotp {
        EnrolledTotp { secret: TotpSecret::generate(&SystemRandom), last_used: None }
    }

    fn passkey() -> Passkey {
        let user_handle = UserHandle([1; 16]);
        Passkey {
            credential_id: vec![1; 16],
            user_handle,
            static_state: vec![],
            dynamic_state: [0; 7],
            transports: 0,
        }
    }

    fn stored_codes() -> Vec<StoredRecoveryCode> {
        recovery_codes::store(&recovery_codes::generate(&SystemRandom))
    }

    #[test]
    fn the_strongest_is_asked_for_first() {
        let mut enrolled =
            Enrolled { totp: Some(app()), passkeys: vec![passkey()], recovery_codes: stored_codes() };
        let others = vec![Factor::Totp, Factor::RecoveryCode];
        assert_eq!(enrolled.challenge(), Challenge::Asked { first: Factor::Passkey, others });
        enrolled.totp = None;
        let others = vec![Factor::RecoveryCode];
        assert_eq!(enrolled.challenge(), Challenge::Asked { first: Factor::Passkey, others });
        enrolled.recovery_codes.clear();
        assert_eq!(enrolled.challenge(), Challenge::Asked { first: Factor::Passkey, others: vec![] });
    }

    #[test]
    fn recovery_codes_alone_are_no_factor_and_open_nothing() {
        let codes = recovery_codes::generate(&SystemRandom);
        let mut enrolled = Enrolled { recovery_codes: recovery_codes::store(&codes), ..Enrolled::default() };
        assert_eq!(enrolled.challenge(), Challenge::None);
        let typed = TypedCode::Recovery(codes[0].clone());
        assert_eq!(enrolled.check(&typed, 0), Err(RecoveryRefusal::Wrong.into()));
        enrolled.totp = Some(app());
        assert_eq!(enrolled.check(&typed, 0), Ok(Passed::RecoveryCode(codes[0].hash())));
    }

    #[test]
    fn the_last_recovery_code_is_offered_and_then_none() {
        let codes = recovery_codes::generate(&SystemRandom);
        let recovery_codes = recovery_codes::store(&codes[..1]);
        let mut enrolled = Enrolled { totp: Some(app()), recovery_codes, ..Enrolled::default() };
        assert!(enrolled.check(&TypedCode::Recovery(codes[0].clone()), 0).is_ok());
        assert_eq!(enrolled.challenge(), Challenge::Asked { first: Factor::Totp, others: vec![] });
    }

    #[test]
    fn whoever_has_no_app_hears_the_same_as_whoever_mistypes() {
        let typed: TypedCode = "123 456".parse().unwrap();
        assert_eq!(Enrolled::default().check(&typed, 0), Err(TotpRefusal::Wrong.into()));
    }

    #[test]
    fn the_shape_tells_which_code_it_is() {
        assert!(matches!("123 456".parse(), Ok(TypedCode::Totp(_))));
        assert!(matches!("123456-123456-123456-123456".parse(), Ok(TypedCode::Recovery(_))));
        for neither in ["", "12345", "1234567", "a code", "123456-123456"] {
            assert_eq!(neither.parse::<TypedCode>(), Err(InvalidCode), "{neither}");
        }
        let printed = format!("{:?}", "123456".parse::<TypedCode>());
        assert_eq!(printed, "Ok(Totp(TotpCode([redacted])))");
    }
}
