//! Why a database could not be opened, in words for whoever starts the server. The file is left as it was.

use std::path::PathBuf;

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Something is there that no version of this program wrote.
    #[error(
        "{0} is not a Two Doors database, or it is damaged. Move it away, or name another with --database."
    )]
    NotADatabase(PathBuf),
    /// It was written by a later version.
    #[error(
        "{0} was written by a newer version of Two Doors. Start that version, or name another with --database."
    )]
    Newer(PathBuf),
    /// It cannot be written.
    #[error(
        "{0} cannot be written ({1}). Check the permissions and the free space, or name another with --database."
    )]
    NotWritable(PathBuf, String),
    /// Anything else that the engine says.
    #[error("{0} could not be opened: {1}")]
    Other(PathBuf, String),
}
