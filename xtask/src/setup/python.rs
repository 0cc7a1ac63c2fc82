//! Python, for the one client of the identity provider that is written in it: a virtual environment in the cache, with exactly
//! the packages of its list.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::crate_tool::put;
use super::{apt, debian};
use crate::children::{clean, on_path};
use crate::failure::Failure;
use crate::places::{Places, make_dir, remove_dir};
use crate::{quiet, say};

const LIST: &str = "end2end/interoperation/authlib/requirements.txt";
/// The package that all the others are there for.
const AUTHLIB: &str = "Authlib==";
/// Debian's own, which the package `python3-venv` teaches to make environments.
const DEBIANS: &str = "/usr/bin/python3";

/// The path of a Python that has the packages, installed first if need be.
pub(super) fn ready(places: &Places) -> Result<PathBuf, Failure> {
    if let Some(chosen) = env::var_os("TWO_DOORS_PYTHON").map(PathBuf::from) {
        return if chosen.is_file() { Ok(chosen) } else { Err(Failure::NoPython) };
    }
    let list = places.root.join(LIST);
    let wanted = fs::read_to_string(&list).map_err(Failure::io("read", &list))?;
    let version = authlib(&wanted).unwrap_or("unknown");
    let place = places.tool("authlib", version);
    let python = place.join("bin/python");
    let same = fs::read_to_string(place.join("requirements.txt")).is_ok_and(|last| last == wanted);
    // An environment outlives the Python that it was made with, and then finds nothing.
    if same && has_authlib(&python) {
        return Ok(python);
    }
    say::doing(&format!("Installing Authlib {version} for Python"), "once; seconds");
    let scratch = places.scratch("authlib");
    remove_dir(&scratch)?;
    make_dir(&scratch)?;
    make_environment(places, &scratch)?;
    let log = places.log("authlib");
    let mut pip = clean(scratch.join("bin/python"));
    pip.args(["-m", "pip", "install", "--no-input", "--disable-pip-version-check"])
        // All of it is on the list, and nothing of it is run to be installed.
        .args(["--no-deps", "--only-binary", ":all:", "--requirement"])
        .arg(&list);
    if !quiet::run(&mut pip, &log, None)? {
        return Err(Failure::NotInstalled { what: format!("Authlib {version}"), log });
    }
    fs::write(scratch.join("requirements.txt"), wanted).map_err(Failure::io("write", &scratch))?;
    // Moved when it is complete. Its scripts do not survive that, and nobody starts them: `python -m` does.
    put(&scratch, &place)?;
    Ok(python)
}

fn make_environment(places: &Places, place: &Path) -> Result<(), Failure> {
    let log = places.log("python-venv");
    let made_by = |python: &Path| quiet::run(clean(python).args(["-m", "venv"]).arg(place), &log, None);
    if let Some(python) = on_path("python3")
        && made_by(&python)?
    {
        return Ok(());
    }
    if !debian::is_here() {
        return Err(Failure::NoPython);
    }
    apt::install(places, &["python3-venv"])?;
    if made_by(Path::new(DEBIANS))? { Ok(()) } else { Err(Failure::NoPython) }
}

fn has_authlib(python: &Path) -> bool {
    clean(python)
        .args(["-c", "import authlib"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The version of Authlib on a list.
fn authlib(list: &str) -> Option<&str> {
    list.lines().find_map(|line| line.strip_prefix(AUTHLIB))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_of_the_list_has_its_exact_version() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        let list = fs::read_to_string(root.join(LIST)).expect("the list");
        let packages: Vec<_> = list.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(authlib(&list).is_some() && packages.len() > 1);
        for package in packages {
            assert!(package.split_once("==").is_some_and(|(_, version)| !version.is_empty()), "{package}");
        }
    }
}
