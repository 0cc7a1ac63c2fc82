//! `wasm-opt`, from the npm package `binaryen`, where one file runs on every machine with Node.

use std::path::PathBuf;

use super::crate_tool::{put, reports_version};
use super::{npm, pinned};
use crate::failure::Failure;
use crate::places::{Places, make_dir, remove_dir};
use crate::{quiet, say};

/// Sees that `wasm-opt` is there. The directory to put on `PATH`, or none if it is on it already.
pub(super) fn ready(places: &Places) -> Result<Option<PathBuf>, Failure> {
    let place = places.tool("binaryen", pinned::BINARYEN);
    let bin = place.join("node_modules/.bin");
    if !bin.join("wasm-opt").exists() {
        if reports_version("wasm-opt", pinned::BINARYEN) {
            return Ok(None);
        }
        install(places, &place)?;
    }
    // The program is a script of Node's, so it needs Node at every build, not only now.
    npm::node_is_here()?;
    Ok(Some(bin))
}

fn install(places: &Places, place: &std::path::Path) -> Result<(), Failure> {
    let what = format!("binaryen {}", pinned::BINARYEN);
    let mut npm = npm::command()?;
    say::doing(&format!("Fetching wasm-opt with npm: {what}"), "once; seconds");
    let scratch = places.scratch("binaryen");
    remove_dir(&scratch)?;
    make_dir(&scratch)?;
    let log = places.log("binaryen");
    npm.args(["install", "--no-audit", "--no-fund", "--prefix"])
        .arg(&scratch)
        .arg(format!("binaryen@{}", pinned::BINARYEN));
    if !quiet::run(&mut npm, &log, None)? {
        return Err(Failure::NotInstalled { what, log });
    }
    put(&scratch, place)
}
