//! Python, for the programs of ours that are written in it: for each a virtual environment in the cache, with exactly the packages
//! of its list.

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

/// A client of the identity provider.
const AUTHLIB: Environment = Environment {
    name: "authlib",
    list: "end2end/interoperation/authlib/requirements.txt",
    package: "Authlib",
    module: "authlib",
};
/// What reads `deploy/`: `hadolint`, a program with no Python in it, and the schema of `compose.yaml`.
const LINTERS: Environment = Environment {
    name: "deploy",
    list: "deploy/requirements.txt",
    package: "check-jsonschema",
    module: "check_jsonschema",
};
/// Debian's own, which the package `python3-venv` teaches to make environments.
const DEBIANS: &str = "/usr/bin/python3";

/// The packages of one program.
pub(super) struct Environment {
    /// Its name in the cache.
    pub(super) name: &'static str,
    /// The list of the packages, in the checkout.
    pub(super) list: &'static str,
    /// The package that all the others are there for.
    pub(super) package: &'static str,
    /// What a program imports of it.
    pub(super) module: &'static str,
}

/// The path of a Python that has the packages of the provider's client, installed first if need be.
pub(super) fn ready(places: &Places) -> Result<PathBuf, Failure> {
    if let Some(chosen) = env::var_os("TWO_DOORS_PYTHON").map(PathBuf::from) {
        return if chosen.is_file() { Ok(chosen) } else { Err(Failure::NoPython) };
    }
    environment(places, &AUTHLIB)
}

/// The path of a Python that has what reads `deploy/`, installed first if need be.
pub(super) fn linters(places: &Places) -> Result<PathBuf, Failure> {
    environment(places, &LINTERS)
}

/// The path of a Python that has the packages of an environment, installed first if need be.
pub(super) fn environment(places: &Places, environment: &Environment) -> Result<PathBuf, Failure> {
    let Environment { name, package, module, .. } = environment;
    let list = places.root.join(environment.list);
    let wanted = fs::read_to_string(&list).map_err(Failure::io("read", &list))?;
    let version = version_of(package, &wanted).unwrap_or("unknown");
    let place = places.tool(name, version);
    let python = place.join("bin/python");
    let same = fs::read_to_string(place.join("requirements.txt")).is_ok_and(|last| last == wanted);
    // An environment outlives the Python that it was made with, and then finds nothing.
    if same && imports(&python, module) {
        return Ok(python);
    }
    say::doing(&format!("Installing {package} {version} for Python"), "once; seconds");
    let scratch = places.scratch(name);
    remove_dir(&scratch)?;
    make_dir(&scratch)?;
    make_environment(places, &scratch)?;
    let log = places.log(name);
    let mut pip = clean(scratch.join("bin/python"));
    pip.args(["-m", "pip", "install", "--no-input", "--disable-pip-version-check"])
        // All of it is on the list, and nothing of it is run to be installed.
        .args(["--no-deps", "--only-binary", ":all:", "--requirement"])
        .arg(&list);
    if !quiet::run(&mut pip, &log, None)? {
        return Err(Failure::NotInstalled { what: format!("{package} {version}"), log });
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

fn imports(python: &Path, module: &str) -> bool {
    clean(python)
        .args(["-c", &format!("import {module}")])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The version of a package on a list.
fn version_of<'list>(package: &str, list: &'list str) -> Option<&'list str> {
    list.lines().find_map(|line| line.strip_prefix(package)?.strip_prefix("=="))
}

#[cfg(test)]
mod tests {
    use super::super::peers::{FLASK_SERVER_SIDE, FLASK_SIGNED_COOKIE};
    use super::*;

    #[test]
    fn every_package_of_a_list_has_its_exact_version() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        for environment in [AUTHLIB, LINTERS, FLASK_SERVER_SIDE, FLASK_SIGNED_COOKIE] {
            let list = fs::read_to_string(root.join(environment.list)).expect("the list");
            let packages: Vec<_> = list.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(version_of(environment.package, &list).is_some() && packages.len() > 1);
            for package in packages {
                assert!(
                    package.split_once("==").is_some_and(|(_, version)| !version.is_empty()),
                    "{package}"
                );
            }
        }
    }
}
