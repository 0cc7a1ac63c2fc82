//! Argon2id as OWASP asks for it, over memory that is used again.
//!
//! One hash works on 19 MiB. Taken from the allocator each time, they are spread over the heaps of many threads and
//! stay there; so whoever hashes brings its memory along.

use argon2::password_hash::phc::{self, Output, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};

use crate::{PasswordHash, Random};

/// OWASP Password Storage: Argon2id with 19 MiB, two passes, one lane. m is in KiB.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The length of a hash, in bytes.
const LENGTH: usize = Params::DEFAULT_OUTPUT_LEN;

/// What a hash works on: 19 MiB, once it has been used.
#[derive(Default)]
pub(crate) struct Memory(Vec<Block>);

impl Memory {
    fn fill(
        &mut self,
        argon2: &Argon2<'_>,
        password: &[u8],
        salt: &[u8],
        hash: &mut [u8],
    ) -> argon2::Result<()> {
        self.0.resize(argon2.params().block_count(), Block::default());
        argon2.hash_password_into_with_memory(password, salt, hash, &mut self.0)
    }
}

/// Hashes a password with a fresh salt.
pub(crate) fn hash(password: &[u8], random: &dyn Random, memory: &mut Memory) -> PasswordHash {
    let params = Params::new(MEMORY, PASSES, LANES, Some(LENGTH))
        .expect("OWASP's parameters are within Argon2's bounds");
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let (mut salt, mut hash) = ([0; 16], [0; LENGTH]);
    random.fill(&mut salt);
    memory
        .fill(&argon2, password, &salt, &mut hash)
        .expect("a 16-byte salt and a password of bounded length are within Argon2's bounds");
    let text = phc::PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: argon2.params().try_into().expect("these parameters have a text"),
        salt: Some(Salt::new(&salt).expect("16 bytes are a salt")),
        hash: Some(Output::new(&hash).expect("32 bytes are a hash")),
    };
    PasswordHash::from_stored(text.to_string())
}

/// Whether a password belongs to a hash, with the parameters that the hash names. A text that is no hash belongs to
/// no password.
pub(crate) fn verify(password: &[u8], stored: &PasswordHash, memory: &mut Memory) -> bool {
    recompute(password, stored, memory).is_some_and(|(stored, computed)| stored == computed)
}

/// The stored output and the password's, which compare in constant time.
fn recompute(password: &[u8], stored: &PasswordHash, memory: &mut Memory) -> Option<(Output, Output)> {
    let stored = phc::PasswordHash::new(stored.as_str()).ok()?;
    let (salt, expected) = (stored.salt?, stored.hash?);
    let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
    let version = Version::try_from(stored.version?).ok()?;
    let argon2 = Argon2::new(algorithm, version, Params::try_from(&stored).ok()?);
    let mut hash = [0; Output::MAX_LENGTH];
    let hash = hash.get_mut(..expected.len())?;
    memory.fill(&argon2, password, &salt, hash).ok()?;
    Some((expected, Output::new(hash).ok()?))
}

/// Whether a hash was made with weaker parameters than today's.
pub(crate) fn is_outdated(stored: &PasswordHash) -> bool {
    let Ok(hash) = phc::PasswordHash::new(stored.as_str()) else { return true };
    let Ok(params) = Params::try_from(&hash) else { return true };
    hash.algorithm.as_str() != "argon2id" || params.m_cost() < MEMORY || params.t_cost() < PASSES
}

#[cfg(test)]
mod tests {
    use argon2::{PasswordHasher as _, PasswordVerifier as _};

    use super::*;
    use crate::SystemRandom;

    fn weaker() -> Argon2<'static> {
        let params = Params::new(64, 1, 1, None).expect("they are within the bounds");
        Argon2::new(Algorithm::Argon2i, Version::V0x10, params)
    }

    #[test]
    fn the_library_agrees_on_every_hash() {
        let mut memory = Memory::default();
        let ours = hash(b"a password", &SystemRandom, &mut memory);
        assert!(Argon2::default().verify_password(b"a password", ours.as_str()).is_ok());
        assert!(Argon2::default().verify_password(b"another", ours.as_str()).is_err());
        assert!(ours.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(!is_outdated(&ours));
        let theirs = weaker().hash_password_with_salt(b"a password", b"a salt of theirs").expect("it hashes");
        let theirs = PasswordHash::from_stored(theirs.to_string());
        assert!(is_outdated(&theirs));
        // In turns, over the same memory: what one hash leaves there does not matter to the next.
        for _ in 0..2 {
            assert!(verify(b"a password", &theirs, &mut memory) && verify(b"a password", &ours, &mut memory));
            assert!(
                !verify(b"A password", &theirs, &mut memory) && !verify(b"A password", &ours, &mut memory)
            );
        }
    }

    #[test]
    fn what_is_no_hash_belongs_to_no_password() {
        let ours = hash(b"", &SystemRandom, &mut Memory::default());
        let short = ours.as_str().rsplit_once('$').expect("it has parts").0.to_owned();
        for text in
            ["", "a password", "$argon2id$", "$scrypt$ln=1,r=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo", &short]
        {
            let stored = PasswordHash::from_stored(text.to_owned());
            assert!(!verify(b"", &stored, &mut Memory::default()), "{text}");
        }
    }
}
