//! Where a database is: in a file, or behind an address.

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::PostgresAddress;

/// What `--database` names.
///
/// ```
/// use store::DatabaseAddress;
///
/// let file: DatabaseAddress = "two-doors.db".parse().unwrap();
/// assert_eq!(file, DatabaseAddress::File("two-doors.db".into()));
/// let server: DatabaseAddress = "postgres://alice:opensesame@localhost/house?sslmode=disable".parse().unwrap();
/// assert_eq!(server.to_string(), "postgres://alice@localhost:5432/house");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseAddress {
    /// A SQLite file.
    File(PathBuf),
    /// A database of a PostgreSQL server.
    Postgres(PostgresAddress),
}

/// Whatever is typed names something. Whether it can be opened is said when it is, and without repeating a password that was
/// typed into it.
impl FromStr for DatabaseAddress {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(PostgresAddress::of(text).map_or_else(|| Self::File(text.into()), Self::Postgres))
    }
}

impl fmt::Display for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Postgres(address) => address.fmt(f),
        }
    }
}
