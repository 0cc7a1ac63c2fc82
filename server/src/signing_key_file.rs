//! The token door's key lives in a file of its own that only its owner may read, so that a leaked database is not
//! a leaked key.

use std::io::{self, ErrorKind};
use std::path::Path;

use authn::Random;
use authn::local_storage_jwt::SigningKey;

use crate::StartError;
use crate::private_file::read_or_make;

/// Reads the key, or makes one on the first start.
pub(crate) fn load_or_make(path: &Path, random: &dyn Random) -> Result<SigningKey, StartError> {
    let make = || {
        let mut secret = [0; 32];
        random.fill(&mut secret);
        Ok(secret.to_vec())
    };
    let secret: io::Result<[u8; 32]> = read_or_make(path, make).and_then(|bytes| {
        bytes.try_into().map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not 32 bytes"))
    });
    let secret = secret.map_err(|error| StartError::SigningKey { path: path.to_owned(), error })?;
    Ok(SigningKey::new(&secret))
}
