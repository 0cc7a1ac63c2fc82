//! Files that hold a secret: made once, whole or not at all, and readable by their owner alone.

use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

/// Reads the file at `path`, or makes it with what `make` returns.
pub(crate) fn read_or_make(path: &Path, make: impl FnOnce() -> io::Result<Vec<u8>>) -> io::Result<Vec<u8>> {
    match std::fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let secret = make()?;
            write(path, &secret)?;
            Ok(secret)
        }
        read => read,
    }
}

/// Under another name first: a disk that is full, or a power cut, leaves no half of a key.
fn write(path: &Path, secret: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // On Unix its mode is 0600 from the start.
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(secret)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_once_is_read_ever_after() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("key");
        let make = |secret: &'static str| read_or_make(&path, move || Ok(secret.into())).expect("it works");
        assert_eq!(make("first"), b"first");
        assert_eq!(make("second"), b"first");
    }

    #[test]
    fn a_failure_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("key");
        assert!(read_or_make(&path, || Err(io::Error::other("no randomness"))).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("key");
        read_or_make(&path, || Ok(vec![1])).expect("it works");
        assert_eq!(path.metadata().expect("it is there").permissions().mode() & 0o777, 0o600);
    }
}
