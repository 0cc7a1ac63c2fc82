//! The engines that sessions are kept on, started for one arm at a time.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use engines::{EngineError, Postgres, Redis};

/// What an arm keeps its sessions on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Store {
    /// On nothing.
    Nothing,
    /// In a file of its own, by a library.
    Sqlite,
    Postgres,
    Redis,
}

/// An engine that runs.
pub(in super::super) enum Engine {
    Postgres { server: Postgres, url: String },
    Redis { server: Redis, url: String },
}

impl Store {
    /// Its name for people.
    pub(in super::super) const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
            Self::Redis => "Redis",
        }
    }

    /// Starts the engine that it needs, if it needs one, in a folder.
    pub(super) fn start(self, folder: &Path) -> Result<Option<Engine>, EngineError> {
        match self {
            Self::Nothing | Self::Sqlite => Ok(None),
            Self::Postgres => {
                let server = Postgres::start(&folder.join("postgres"))?;
                let url = server.new_database("two_doors")?;
                Ok(Some(Engine::Postgres { server, url }))
            }
            Self::Redis => {
                let server = Redis::start(&folder.join("redis"))?;
                let url = server.url();
                as_in_production(&url)?;
                Ok(Some(Engine::Redis { server, url }))
            }
        }
    }
}

impl Engine {
    /// Its address.
    pub(in super::super) fn url(&self) -> &str {
        match self {
            Self::Postgres { url, .. } | Self::Redis { url, .. } => url,
        }
    }

    /// Its process.
    pub(in super::super) fn process(&self) -> Option<u32> {
        match self {
            Self::Postgres { server, .. } => server.process(),
            Self::Redis { server, .. } => server.process(),
        }
    }
}

/// Redis for tests writes to the disk before each answer. What people run does so once a second, which is Redis's own
/// default, and to measure anything else would slow down everybody who touches a session at every request.
fn as_in_production(url: &str) -> Result<(), EngineError> {
    let address = url.trim_start_matches("redis://");
    let mut connection = TcpStream::connect(address)?;
    connection.write_all(b"CONFIG SET appendfsync everysec\r\n")?;
    let mut answer = [0; 5];
    connection.read_exact(&mut answer)?;
    if &answer == b"+OK\r\n" {
        return Ok(());
    }
    Err(EngineError::Refused("redis-server", "appendfsync could not be set".to_owned()))
}
