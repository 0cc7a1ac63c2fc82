//! The keys' file: written whole or not at all, and readable by its owner alone.

use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::sync::Arc;

use tempfile::NamedTempFile;

use super::SigningKey;
use super::key::StoredKey;
use crate::KeyError;

/// The keys in the file, or nothing if there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<Arc<SigningKey>>>, KeyError> {
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let stored: Vec<StoredKey> =
        serde_json::from_slice(&text).map_err(|error| KeyError::Broken(error.to_string()))?;
    let keys: Vec<_> = stored.into_iter().map(SigningKey::load).collect::<Result<_, _>>()?;
    if keys.is_empty() {
        return Err(KeyError::Broken("it holds no key".to_owned()));
    }
    Ok(Some(keys))
}

/// Under another name first: a disk that is full, or a power cut, leaves the file as it was.
pub(super) fn write(path: &Path, keys: &[Arc<SigningKey>]) -> Result<(), KeyError> {
    let stored: Vec<&StoredKey> = keys.iter().map(|key| &key.stored).collect();
    let text = serde_json::to_vec_pretty(&stored).map_err(|error| KeyError::Broken(error.to_string()))?;
    // On Unix its mode is 0600 from the start.
    let mut file = NamedTempFile::new_in(folder(path))?;
    file.write_all(&text)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Where a file lies.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
