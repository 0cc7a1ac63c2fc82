//! Why Notes could not be opened, in words for whoever starts it.

use std::path::PathBuf;

/// Notes could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("The database of Notes {path} could not be opened: {reason}. If it is damaged, move it away.")]
pub struct OpenError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}
