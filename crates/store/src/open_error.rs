//! Why a database could not be opened, in words for whoever starts the server. What is there is left as it was.

use crate::DatabaseAddress;

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Something is there that no version of this program wrote.
    #[error(
        "{0} is not a Two Doors database, or it is damaged. Move it away, or name another with --database."
    )]
    NotADatabase(DatabaseAddress),
    /// It was written by a later version.
    #[error(
        "{0} was written by a newer version of Two Doors. Start that version, or name another with --database."
    )]
    Newer(DatabaseAddress),
    /// It cannot be written.
    #[error(
        "{0} cannot be written ({1}). Check the permissions and the free space, or name another with --database."
    )]
    NotWritable(DatabaseAddress, String),
    /// Its server does not let us in.
    #[error("{0} does not let us in: {1}. Check the user and the password.")]
    NotLetIn(DatabaseAddress, String),
    /// Its server has none of that name.
    #[error("There is no {0}. Make it with `createdb`, or name another with --database.")]
    NoSuchDatabase(DatabaseAddress),
    /// Its server is not there.
    #[error("{0} cannot be reached: {1}. Is the server running, and is this its address?")]
    NotReached(DatabaseAddress, String),
    /// The address says nothing that can be understood. It is not repeated: there may be a password in it.
    #[error("--database is not an address: {0}. One looks like postgres://user@host:5432/database.")]
    NoAddress(String),
    /// It names a kind of database that we do not speak to.
    #[error("--database is a file, or an address that begins with postgres://. {0}:// is neither.")]
    OtherKind(String),
    /// Anything else that the engine says.
    #[error("{0} could not be opened: {1}")]
    Other(DatabaseAddress, String),
}
