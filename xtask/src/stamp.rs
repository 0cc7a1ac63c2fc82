//! A fingerprint of all that goes into a build: equal means that building again changes nothing.
//!
//! It is taken of contents, not of times, so that switching branches there and back costs
//! nothing; a few hundred small files are read in milliseconds.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::children::clean;
use crate::failure::Failure;
use crate::places::{Places, make_dir};
use crate::{setup, site};

/// What goes into no build: what builds and servers write, and what only tests read.
const LEFT_OUT: [&str; 6] =
    ["target", "node_modules", "end2end", "xtask", "test-results", "playwright-report"];
/// The ends of files that a server writes where it is started, often among the sources.
const WRITTEN_BY_SERVERS: [&str; 4] = [".db", ".db-wal", ".db-shm", ".signing-key"];

/// The fingerprint.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stamp(String);

impl Stamp {
    /// Of the sources as they are now, the toolchain, the tools and what steers the compiler.
    pub(crate) fn of(places: &Places) -> Result<Self, Failure> {
        let compiler = clean("rustc").arg("-vV").output().map_err(Failure::start("rustc"))?;
        let mut hasher = DefaultHasher::new();
        compiler.stdout.hash(&mut hasher);
        for name in ["RUSTUP_TOOLCHAIN", "RUSTFLAGS"] {
            env::var_os(name).hash(&mut hasher);
        }
        setup::versions().hash(&mut hasher);
        site::RECIPE.hash(&mut hasher);
        hash_sources(&places.root, &mut hasher)?;
        Ok(Self(format!("{:016x}\n", hasher.finish())))
    }

    /// Does this file hold the same one?
    pub(crate) fn is_in(&self, file: &Path) -> bool {
        fs::read_to_string(file).is_ok_and(|text| text == self.0)
    }

    /// Forgets which one a file holds: whoever builds anew may not come to the end.
    pub(crate) fn forget(file: &Path) -> Result<(), Failure> {
        if file.exists() { fs::remove_file(file).map_err(Failure::io("remove", file)) } else { Ok(()) }
    }

    /// Remembers it.
    pub(crate) fn write(&self, file: &Path) -> Result<(), Failure> {
        if let Some(dir) = file.parent() {
            make_dir(dir)?;
        }
        fs::write(file, &self.0).map_err(Failure::io("write", file))
    }
}

fn hash_sources(root: &Path, hasher: &mut impl Hasher) -> Result<(), Failure> {
    let mut files = Vec::new();
    for path in entries(root)? {
        if path.is_dir() {
            collect(path, &mut files)?;
        } else if is_manifest(&path) {
            files.push(path);
        }
    }
    files.sort();
    for file in files {
        file.strip_prefix(root).unwrap_or(&file).hash(hasher);
        fs::read(&file).map_err(Failure::io("read", &file))?.hash(hasher);
    }
    Ok(())
}

fn collect(path: PathBuf, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if path.is_dir() {
        for entry in entries(&path)? {
            collect(entry, files)?;
        }
    } else if path.is_file() {
        files.push(path);
    }
    Ok(())
}

fn entries(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    let listing = fs::read_dir(dir).map_err(Failure::io("read", dir))?;
    let paths = listing.flatten().map(|entry| entry.path());
    Ok(paths.filter(|path| !is_left_out(path.file_name().unwrap_or_default())).collect())
}

/// Of the files beside the rooms only these are built from; others are notes, logs, loot.
fn is_manifest(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "toml" || end == "lock")
}

fn is_left_out(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let is_hidden = name.starts_with('.') && name != ".cargo";
    is_hidden || LEFT_OUT.contains(&&*name) || WRITTEN_BY_SERVERS.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(root: &Path) -> u64 {
        let mut hasher = DefaultHasher::new();
        hash_sources(root, &mut hasher).expect("the directory can be read");
        hasher.finish()
    }

    #[test]
    fn a_source_changes_the_stamp_and_a_database_does_not() {
        let root = env::temp_dir().join(format!("two-doors-stamp-{}", std::process::id()));
        let src = root.join("src");
        make_dir(&src).expect("a directory can be made");
        let write = |name: &str, text: &str| fs::write(root.join(name), text).expect("written");

        write("src/lib.rs", "one");
        let first = stamp(&root);
        assert_eq!(stamp(&root), first, "nothing changed");

        write("src/two-doors.db-wal", "rows");
        write("src/two-doors.signing-key", "secret");
        write("server.log", "noise");
        write(".env", "secret");
        assert_eq!(stamp(&root), first, "nothing that is built changed");

        write("src/lib.rs", "two");
        let second = stamp(&root);
        assert_ne!(second, first, "a change of equal length counts");

        fs::rename(src.join("lib.rs"), src.join("main.rs")).expect("renamed");
        assert_ne!(stamp(&root), second, "a name counts");
        fs::remove_dir_all(root).expect("removed");
    }
}
