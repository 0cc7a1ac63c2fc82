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

/// Directories that go into no build: what builds write, and what only tests read.
const LEFT_OUT: [&str; 6] =
    ["target", "node_modules", "end2end", "xtask", "test-results", "playwright-report"];

/// The fingerprint.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stamp(String);

impl Stamp {
    /// Of the sources as they are now, the toolchain and what steers the compiler.
    pub(super) fn of(places: &Places) -> Result<Self, Failure> {
        let compiler = clean("rustc").arg("-vV").output().map_err(Failure::start("rustc"))?;
        let mut hasher = DefaultHasher::new();
        compiler.stdout.hash(&mut hasher);
        for name in ["RUSTUP_TOOLCHAIN", "RUSTFLAGS"] {
            env::var_os(name).hash(&mut hasher);
        }
        hash_sources(&places.root, &mut hasher)?;
        Ok(Self(format!("{:016x}\n", hasher.finish())))
    }

    /// Does this file hold the same one?
    pub(super) fn is_in(&self, file: &Path) -> bool {
        fs::read_to_string(file).is_ok_and(|text| text == self.0)
    }

    /// Remembers it.
    pub(super) fn write(&self, file: &Path) -> Result<(), Failure> {
        if let Some(dir) = file.parent() {
            make_dir(dir)?;
        }
        fs::write(file, &self.0).map_err(Failure::io("write", file))
    }
}

fn hash_sources(root: &Path, hasher: &mut impl Hasher) -> Result<(), Failure> {
    let mut files = Vec::new();
    collect(root, &mut files)?;
    files.sort();
    for file in files {
        file.strip_prefix(root).unwrap_or(&file).hash(hasher);
        fs::read(&file).map_err(Failure::io("read", &file))?.hash(hasher);
    }
    Ok(())
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for entry in fs::read_dir(dir).map_err(Failure::io("read", dir))? {
        let path = entry.map_err(Failure::io("read", dir))?.path();
        if is_left_out(path.file_name().unwrap_or_default()) {
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

/// Dotfiles but cargo's own, databases that a server writes, and [`LEFT_OUT`].
fn is_left_out(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    LEFT_OUT.contains(&&*name)
        || (name.starts_with('.') && name != ".cargo")
        || name.ends_with(".db")
        || name.contains(".db-")
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

        write("two-doors.db", "rows");
        write("two-doors.db-wal", "rows");
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
