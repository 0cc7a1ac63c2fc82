//! The token door's key lives in a file of its own that only its owner may read, so that a leaked database is not
//! a leaked key.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use authn::Random;
use authn::local_storage_jwt::SigningKey;

use crate::StartError;

/// Reads the key, or makes one on the first start.
pub(crate) fn load_or_make(path: &Path, random: &dyn Random) -> Result<SigningKey, StartError> {
    let secret = match std::fs::read(path) {
        Ok(bytes) => {
            bytes.try_into().map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not 32 bytes"))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => make(path, random),
        Err(error) => Err(error),
    };
    let secret: [u8; 32] = secret.map_err(|error| StartError::SigningKey { path: path.to_owned(), error })?;
    Ok(SigningKey::new(&secret))
}

fn make(path: &Path, random: &dyn Random) -> io::Result<[u8; 32]> {
    let mut secret = [0; 32];
    random.fill(&mut secret);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(&secret)?;
    file.sync_all()?;
    Ok(secret)
}
