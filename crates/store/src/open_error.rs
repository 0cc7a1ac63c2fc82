//! Why a database could not be opened, in words for whoever starts the server. The file is left as it was.

use std::path::PathBuf;

use authn::StoreError;

use crate::RedisAddress;

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
    /// Nobody who speaks Redis answers there.
    #[error("Redis at {0} cannot be used ({1}). Start it, or name another with --sessions.")]
    Redis(RedisAddress, String),
    /// The database did not say which house it is of, so nothing can be kept elsewhere.
    #[error("The database did not say which house it is of: {0}")]
    HouseId(StoreError),
    /// Anything else that the engine says.
    #[error("{0} could not be opened: {1}")]
    Other(PathBuf, String),
}
