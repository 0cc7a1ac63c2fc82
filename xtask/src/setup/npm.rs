//! Node and npm: the packages of the browser tests and of Lighthouse, exactly as their lockfiles have them.

use std::fs;
use std::process::Command;

use crate::children::{clean, on_path};
use crate::failure::Failure;
use crate::places::Places;
use crate::{quiet, say};

/// Is Node on `PATH`?
pub(super) fn node_is_here() -> Result<(), Failure> {
    on_path("node").map(drop).ok_or(Failure::NoNode)
}

/// npm, if it is there.
pub(super) fn command() -> Result<Command, Failure> {
    node_is_here()?;
    on_path("npm").map(clean).ok_or(Failure::NoNode)
}

/// Installs the packages of a folder, unless the same lockfile was installed before.
pub(super) fn ready(places: &Places, folder: &str) -> Result<(), Failure> {
    let dir = places.root.join(folder);
    let wanted = fs::read(dir.join("package-lock.json")).map_err(|_| Failure::NoBrowserTests)?;
    if !dir.join("package.json").is_file() {
        return Err(Failure::NoBrowserTests);
    }
    // A copy of the lockfile, written last: it is there only when the packages are.
    let installed = dir.join("node_modules/.two-doors-installed.json");
    if fs::read(&installed).is_ok_and(|last| last == wanted) {
        return node_is_here();
    }
    let mut npm = command()?;
    say::doing(&format!("Installing the npm packages of {folder}"), "seconds");
    let log = places.log(&format!("npm-ci-{}", folder.replace('/', "-")));
    npm.args(["ci", "--no-audit", "--no-fund"])
        .current_dir(&dir)
        // The browser is the system's; one of Playwright's own would be a large download.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    if !quiet::run(&mut npm, &log, None)? {
        let what = format!("What {folder} needs from npm");
        return Err(Failure::NotInstalled { what, log });
    }
    fs::write(&installed, wanted).map_err(Failure::io("write", &installed))
}
