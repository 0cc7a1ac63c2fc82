//! The copy that the bugs are written into.
//!
//! It is built in the same target directory as the checkout, for the sake of the dependencies, and under another version, so
//! that cargo takes the crates of the one for those of the other never. What has not changed since the last time is left
//! alone, and not compiled again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::bug::BUGS;
use super::{folder, plant};
use crate::failure::Failure;
use crate::places::{Places, make_dir};

/// Says which version it is; the crates of the workspace have it from there.
const MANIFEST: &str = "Cargo.toml";
/// The line of it, and what becomes of that.
const VERSION: (&str, &str) = ("\nversion = \"0.1.0\"\n", "\nversion = \"0.1.0-sabotage\"\n");

/// Copies what git knows of this checkout, as it is now, and plants every bug. Returns the copy, as a place to build in.
pub(in super::super) fn plant_all(places: &Places) -> Result<Places, Failure> {
    let copy = folder(places);
    let files = files(places)?;
    remove_others(&copy, &files)?;
    for path in &files {
        let from = places.root.join(path);
        let text = fs::read(&from).map_err(Failure::io("read", &from))?;
        write(&copy.join(path), &sabotaged(path, text)?)?;
    }
    let (cache, target, cargo_home) =
        (places.cache.clone(), places.target.clone(), places.cargo_home.clone());
    Ok(Places { root: copy, cache, target, cargo_home })
}

/// A file as it stands in the copy.
fn sabotaged(path: &Path, text: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let bugs: Vec<_> = BUGS.iter().filter(|bug| Path::new(bug.file) == path).collect();
    if bugs.is_empty() && path != Path::new(MANIFEST) {
        return Ok(text);
    }
    let mut text = String::from_utf8_lossy(&text).into_owned();
    if path == Path::new(MANIFEST) {
        text = text.replace(VERSION.0, VERSION.1);
    }
    for bug in bugs {
        text = plant(bug, &text)?;
    }
    Ok(text.into_bytes())
}

/// Writes a file, unless it is the same already: cargo goes by the time at which it changed.
fn write(path: &Path, text: &[u8]) -> Result<(), Failure> {
    if fs::read(path).is_ok_and(|last| last == text) {
        return Ok(());
    }
    path.parent().map(make_dir).transpose()?;
    fs::write(path, text).map_err(Failure::io("write", path))
}

/// Removes from the copy what is no longer in the checkout.
fn remove_others(copy: &Path, files: &BTreeSet<PathBuf>) -> Result<(), Failure> {
    let mut folders = vec![copy.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.strip_prefix(copy).is_ok_and(|relative| !files.contains(relative)) {
                fs::remove_file(&path).map_err(Failure::io("remove", &path))?;
            }
        }
    }
    Ok(())
}

fn files(places: &Places) -> Result<BTreeSet<PathBuf>, Failure> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(&places.root);
    let output = git.output().map_err(Failure::start("git"))?;
    let listing = String::from_utf8_lossy(&output.stdout).into_owned();
    let paths = listing.split('\0').filter(|path| !path.is_empty()).map(PathBuf::from);
    // Git knows of files that were deleted since.
    Ok(paths.filter(|path| places.root.join(path).is_file()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_is_another_version_to_cargo() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        let manifest = fs::read(root.join(MANIFEST)).expect("the manifest");
        let copied = sabotaged(Path::new(MANIFEST), manifest.clone()).expect("no bug is planted there");
        assert_ne!(copied, manifest);
    }
}
