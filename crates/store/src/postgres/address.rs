//! Where a database server is, and who asks there: as somebody typed it. There may be a password in it.

use std::fmt;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

/// What such addresses begin with.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// An address of the kind `postgres://user:password@host:5432/database?sslmode=verify-full`. Shown without its password, and
/// without what comes after the database, where another may stand.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresAddress(String);

impl PostgresAddress {
    /// The address, if it is of that kind.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        SCHEMES.iter().any(|scheme| text.starts_with(scheme)).then(|| Self(text.to_owned()))
    }

    /// What it asks for. A password that it lacks is looked for where PostgreSQL's own programs do: `PGPASSWORD`, `~/.pgpass`.
    pub(super) fn options(&self) -> Result<PgConnectOptions, sqlx::Error> {
        PgConnectOptions::from_str(&self.0)
    }
}

impl fmt::Display for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(options) = self.options() else { return f.write_str("postgres://…") };
        write!(f, "postgres://{}@{}:{}", options.get_username(), options.get_host(), options.get_port())?;
        options.get_database().map_or(Ok(()), |database| write!(f, "/{database}"))
    }
}

impl fmt::Debug for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresAddress({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for text in [
            "postgres://alice:opensesame@db.example:5433/house?sslmode=disable",
            "postgresql://alice@db.example:5433/house?password=opensesame&sslmode=disable",
        ] {
            let address = PostgresAddress::of(text).expect("it is one");
            assert_eq!(address.to_string(), "postgres://alice@db.example:5433/house");
            assert!(!format!("{address:?}").contains("opensesame"));
        }
        let broken = PostgresAddress::of("postgres://alice:opensesame@:port/").expect("it begins like one");
        assert_eq!(format!("{broken} {broken:?}"), "postgres://… PostgresAddress(postgres://…)");
    }

    #[test]
    fn nothing_else_is_one() {
        for text in ["two-doors.db", "postgres", "mysql://alice@db.example/house", "./postgres://"] {
            assert!(PostgresAddress::of(text).is_none(), "{text}");
        }
    }
}
