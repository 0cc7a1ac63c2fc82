//! What stands in the log for an address that somebody typed: the same for the same address, and nothing to whoever reads it.
//!
//! ```
//! use authn::{Pseudonyms, SystemRandom};
//!
//! let pseudonyms = Pseudonyms::new(&SystemRandom);
//! let (alice, bob) = ("alice@example.test".parse()?, "bob@example.test".parse()?);
//! assert_eq!(pseudonyms.of(&alice), pseudonyms.of(&alice));
//! assert_ne!(pseudonyms.of(&alice), pseudonyms.of(&bob));
//! # Ok::<(), domain::InvalidEmail>(())
//! ```

use std::fmt;

use domain::Email;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::Random;

/// Makes them, with a key that is new at each start and is written nowhere: a log alone cannot be tried against a list of addresses,
/// and two logs cannot be laid side by side.
pub struct Pseudonyms([u8; 32]);

/// 64 bits that stand for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pseudonym(u64);

impl Pseudonyms {
    /// With a key that nobody had before.
    #[must_use]
    pub fn new(random: &dyn Random) -> Self {
        let mut key = [0; 32];
        random.fill(&mut key);
        Self(key)
    }

    /// The one of an address.
    ///
    /// # Panics
    /// Never: HMAC takes a key of any length (RFC 2104 §2).
    #[must_use]
    pub fn of(&self, email: &Email) -> Pseudonym {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(email.as_str().as_bytes());
        let digest: [u8; 32] = mac.finalize().into_bytes().into();
        let (first, _) = digest.split_at(size_of::<u64>());
        Pseudonym(first.iter().fold(0, |bits, byte| (bits << 8) | u64::from(*byte)))
    }
}

impl fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
