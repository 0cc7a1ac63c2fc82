//! The secret that the app and the server share, and how a code is checked against it.

use std::fmt;

use authn::Random;
use base32::Alphabet::Rfc4648;
use domain::Email;
use totp_rs::Builder;

use super::{OtpauthUri, TotpCode};
use crate::{CannotOpen, SealingKey};

/// As long as the output of SHA-1, as RFC 4226 §4 recommends: 160 bits.
const LENGTH: usize = 20;

/// A secret of 160 bits. Redacted when printed; stored sealed ([`TotpSecret::seal`]).
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret([u8; LENGTH]);

/// The number of a period of 30 seconds since 1970: which one a code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeStep(pub i64);

/// Why a code opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TotpRefusal {
    /// No code of this moment, nor of the 30 seconds before or after.
    #[error("That code is not right. Enter the one that the app shows now.")]
    Wrong,
    /// The right code, and it was used before: who watched somebody type it has it too.
    #[error("That code has been used. Wait for the next one, at most 30 seconds.")]
    Used,
}

impl TotpSecret {
    /// A secret that nobody knows yet (ASVS 6.5.3).
    #[must_use]
    pub fn generate(random: &dyn Random) -> Self {
        let mut secret = [0; LENGTH];
        random.fill(&mut secret);
        Self(secret)
    }

    /// Checks a code at `now`, in seconds since 1970, and returns the step that is used up by it.
    ///
    /// `last_used` is the step of the last code that was accepted from this user. Store what is returned in its place
    /// *before* the answer is sent, and only where it is still older (`… WHERE last_used_step < ?`): if no row changed,
    /// somebody was quicker with the same code.
    ///
    /// # Errors
    /// [`TotpRefusal::Wrong`] more than one step off; [`TotpRefusal::Used`] for `last_used` and every step before it.
    pub fn verify(
        &self,
        code: &TotpCode,
        now: i64,
        last_used: Option<TimeStep>,
    ) -> Result<TimeStep, TotpRefusal> {
        let now = u64::try_from(now).unwrap_or_default();
        // The library compares in constant time.
        let step = self.totp().build_noncompliant().check(code.as_str(), now).ok_or(TotpRefusal::Wrong)?;
        let step = TimeStep(i64::try_from(step).map_err(|_| TotpRefusal::Wrong)?);
        if last_used.is_some_and(|used| step <= used) { Err(TotpRefusal::Used) } else { Ok(step) }
    }

    /// What the QR code says to the app: the secret, under these two names.
    #[must_use]
    pub fn otpauth_uri(&self, issuer: &str, account: &Email) -> OtpauthUri {
        // The label is `issuer:account`, and apps cut it at the first colon, escaped or not.
        let [issuer, account] = [issuer, account.as_str()].map(|name| name.replace(':', " "));
        let totp = self.totp().with_issuer(Some(issuer)).with_account_name(account).build_noncompliant();
        OtpauthUri::new(totp)
    }

    /// The secret as people type it who cannot scan: base32 in groups of four.
    #[must_use]
    pub fn key_to_type(&self) -> String {
        let key = base32::encode(Rfc4648 { padding: false }, &self.0);
        crate::groups_of_four(&key, ' ')
    }

    /// The secret as it is stored: encrypted, and bound to the user whose `sub` this is.
    #[must_use]
    pub fn seal(&self, key: &SealingKey, random: &dyn Random, subject: &str) -> Vec<u8> {
        key.seal(random, &context(subject), &self.0)
    }

    /// The secret that was stored for this user.
    ///
    /// # Errors
    /// [`CannotOpen`] if it was sealed for another user or with another key, or was changed: the sign-in fails closed.
    pub fn open(key: &SealingKey, sealed: &[u8], subject: &str) -> Result<Self, CannotOpen> {
        let secret = key.open(&context(subject), sealed)?;
        secret.try_into().map(Self).map_err(|_| CannotOpen)
    }

    /// SHA-1, six digits, 30 seconds, one step off: the library's defaults, written down because every app knows only
    /// them. That SHA-1 collides does not matter inside an HMAC (RFC 6238 §1.2).
    fn totp(&self) -> Builder {
        Builder::new()
            .with_algorithm(totp_rs::Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(30)
            .with_skew(1)
            .with_secret(self.0)
    }
}

fn context(subject: &str) -> String {
    format!("totp secret of {subject}")
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use authn::SystemRandom;

    use super::*;

    /// RFC 6238 Appendix B, the rows of SHA-1.
    const RFC_6238: [(i64, &str); 6] = [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ];

    fn rfc_secret() -> TotpSecret {
        TotpSecret(*b"12345678901234567890")
    }

    fn code(text: &str) -> TotpCode {
        text.parse().unwrap()
    }

    #[test]
    fn the_vectors_of_rfc_6238_pass() {
        let eight_digits = rfc_secret().totp().with_digits(8).build().unwrap();
        for (now, text) in RFC_6238 {
            assert_eq!(eight_digits.generate(now.unsigned_abs()).to_string(), text);
            // Six digits are the last six of the eight (RFC 4226 §5.3).
            assert_eq!(rfc_secret().verify(&code(&text[2..]), now, None), Ok(TimeStep(now / 30)));
            assert_eq!(rfc_secret().verify(&code(&text[..6]), now, None), Err(TotpRefusal::Wrong));
        }
    }

    // ASVS 6.5.1
    #[test]
    fn a_code_works_once_and_no_older_one_works_after_it() {
        let (secret, now) = (rfc_secret(), 1_111_111_111);
        let [before, current, after] = [-30, 0, 30].map(|off| at(&secret, now + off));
        let used = secret.verify(&current, now, None).unwrap();
        assert_eq!(secret.verify(&current, now, Some(used)), Err(TotpRefusal::Used));
        assert_eq!(secret.verify(&current, now + 30, Some(used)), Err(TotpRefusal::Used));
        assert_eq!(secret.verify(&before, now, Some(used)), Err(TotpRefusal::Used));
        assert_eq!(secret.verify(&after, now, Some(used)), Ok(TimeStep(used.0 + 1)));
    }

    // ASVS 6.5.5
    #[test]
    fn a_code_is_good_for_one_step_on_either_side_and_not_a_second_longer() {
        let secret = rfc_secret();
        let begins = 37_037_037 * 30;
        let code = at(&secret, begins);
        for good in [begins - 30, begins - 1, begins, begins + 29, begins + 59] {
            assert_eq!(secret.verify(&code, good, None), Ok(TimeStep(37_037_037)), "{good}");
        }
        for bad in [begins - 31, begins + 60, 0, -1, i64::MIN] {
            assert_eq!(secret.verify(&code, bad, None), Err(TotpRefusal::Wrong), "{bad}");
        }
    }

    #[test]
    fn a_secret_is_new_each_time_and_typed_in_eight_groups() {
        let [one, two] = [(); 2].map(|()| TotpSecret::generate(&SystemRandom));
        assert_ne!(one, two);
        assert_eq!(rfc_secret().key_to_type(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn a_sealed_secret_opens_for_its_user_alone() {
        let (key, secret) = (SealingKey::new(&[1; 32]), TotpSecret::generate(&SystemRandom));
        let sealed = secret.seal(&key, &SystemRandom, "alice");
        assert_eq!(TotpSecret::open(&key, &sealed, "alice"), Ok(secret));
        assert_eq!(TotpSecret::open(&key, &sealed, "mallory"), Err(CannotOpen));
        // What is sealed as something else is no secret, though the key and the user are right.
        let other = key.seal(&SystemRandom, "alice", &[0; LENGTH]);
        assert_eq!(TotpSecret::open(&key, &other, "alice"), Err(CannotOpen));
    }

    /// The code that the app shows at a moment.
    fn at(secret: &TotpSecret, now: i64) -> TotpCode {
        code(&secret.totp().build().unwrap().generate(now.unsigned_abs()).to_string())
    }
}
