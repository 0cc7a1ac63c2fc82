//! The key that seals the secrets of authenticator apps: 32 random bytes in a file of their own, beside the database and
//! never in it. So a leaked database computes nobody's codes.
//!
//! It is made once and never changes. Whoever loses it loses every app that was set up. The password alone is not enough
//! then either: those accounts are opened by a passkey in its place, and by nothing else.

use std::io::{ErrorKind, Write as _};
use std::path::Path;

use authn::Random;
use second_factor::SealingKey;
use tempfile::NamedTempFile;

use super::file;
use crate::KeyError;

/// Reads the key, or makes it.
pub(crate) fn open(path: &Path, random: &dyn Random) -> Result<SealingKey, KeyError> {
    let key = match std::fs::read(path) {
        Ok(bytes) => bytes.try_into().map_err(|_| KeyError::Broken("it is not 32 bytes long".to_owned()))?,
        Err(error) if error.kind() == ErrorKind::NotFound => make(path, random)?,
        Err(error) => return Err(error.into()),
    };
    Ok(SealingKey::new(&key))
}

fn make(path: &Path, random: &dyn Random) -> Result<[u8; 32], KeyError> {
    let mut key = [0; 32];
    random.fill(&mut key);
    let mut file = NamedTempFile::new_in(file::folder(path))?;
    file.write_all(&key)?;
    file.as_file().sync_all()?;
    // Never over one that is there: what it sealed could not be opened any more.
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(key)
}
