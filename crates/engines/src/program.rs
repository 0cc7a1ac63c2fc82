//! Where a program of a database server lies.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::EngineError;

/// Debian keeps PostgreSQL's programs out of the way, in a folder for each major version.
const POSTGRES_VERSIONS: &str = "/usr/lib/postgresql";

/// A program on the `PATH`.
pub(crate) fn on_path(program: &'static str, package: &'static str) -> Result<PathBuf, EngineError> {
    let folders = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&folders).map(|folder| folder.join(program)).find(|file| file.is_file());
    found.ok_or(EngineError::Missing { program, package })
}

/// A program of PostgreSQL's: of the newest version that Debian installed, else on the `PATH`.
pub(crate) fn of_postgres(program: &'static str) -> Result<PathBuf, EngineError> {
    let versions = fs::read_dir(POSTGRES_VERSIONS).into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .filter(|version| in_version(*version, program).is_file())
        .max();
    match newest {
        Some(version) => Ok(in_version(version, program)),
        None => on_path(program, "postgresql"),
    }
}

fn in_version(version: u32, program: &str) -> PathBuf {
    Path::new(POSTGRES_VERSIONS).join(version.to_string()).join("bin").join(program)
}
