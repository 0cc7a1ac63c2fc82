//! Why there is no database server, in words for whoever runs the tests.

use std::io;
use std::path::PathBuf;
use std::{error, fmt};

/// A database server could not be started.
#[derive(Debug)]
pub enum EngineError {
    /// It is not installed.
    Missing {
        /// The program.
        program: &'static str,
        /// Debian's package of it.
        package: &'static str,
    },
    /// It ended, or did not answer in time; what it said lies in this file.
    Silent(&'static str, PathBuf),
    /// A program that prepares it failed, and said this.
    Refused(&'static str, String),
    /// The machine did not give a file, a port or a process.
    Machine(io::Error),
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { program, package } => {
                write!(f, "There is no {program} here. On Debian: apt-get install {package}")
            }
            Self::Silent(program, log) => {
                write!(f, "{program} did not start. It says why in {}", log.display())
            }
            Self::Refused(program, said) => write!(f, "{program} failed: {}", said.trim()),
            Self::Machine(error) => {
                write!(f, "this machine did not give what a database server needs: {error}")
            }
        }
    }
}

impl error::Error for EngineError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Machine(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for EngineError {
    fn from(error: io::Error) -> Self {
        Self::Machine(error)
    }
}
