//! The copy that the bugs are written into.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::bug::BUGS;
use super::{folder, plant};
use crate::failure::Failure;
use crate::places::{Places, make_dir, remove_dir};

/// Copies what git knows of this checkout, as it is now, and plants every bug. Returns the copy, as a place to build in.
pub(in super::super) fn plant_all(places: &Places) -> Result<Places, Failure> {
    let copy = folder(places);
    remove_dir(&copy)?;
    for path in files(places)? {
        let (from, to) = (places.root.join(&path), copy.join(&path));
        // Git knows of files that were deleted since.
        if from.is_file() {
            to.parent().map(make_dir).transpose()?;
            fs::copy(&from, &to).map_err(Failure::io("copy", &from))?;
        }
    }
    for bug in BUGS {
        let path = copy.join(bug.file);
        let text = fs::read_to_string(&path).map_err(Failure::io("read", &path))?;
        fs::write(&path, plant(bug, &text)?).map_err(Failure::io("write", &path))?;
    }
    let (cache, target, cargo_home) =
        (places.cache.clone(), places.target.clone(), places.cargo_home.clone());
    Ok(Places { root: copy, cache, target, cargo_home })
}

fn files(places: &Places) -> Result<Vec<String>, Failure> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(Path::new(&places.root));
    let output = git.output().map_err(Failure::start("git"))?;
    let listing = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(listing.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}
