//! Makes what a browser downloads small. It is judged compressed, as it is sent.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::names;
use crate::children::{Children, OUTPUT_NAME};
use crate::failure::Failure;
use crate::places::Places;

/// What `wasm-opt` is told, in this order; in brackets what it is worth on the page with the doors.
const OPTIMISATIONS: [&str; 10] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    // 3 % larger than `-Oz`, and less to download [0.4 kB]. Again for as long as it helps.
    "-Os",
    "--converge",
    // Functions that are not merged into their one caller look alike, and what looks alike compresses [7 kB]; the smallest
    // are better merged into all of theirs [0.7 kB].
    "--one-caller-inline-max-function-size=0",
    "--always-inline-max-function-size=6",
    // Leptos brings streams that JavaScript could call, and nothing here hands it one: without these exports their code goes
    // as well [1.6 kB].
    "--remove-exports=*intounderlying*",
    // What was compiled from one function for many types stands together [1.3 kB]. The names themselves stay behind.
    "--reorder-functions-by-name",
    // Who compiled it, and for which machine, no browser asks [0.2 kB].
    "--strip-producers",
    "--strip-target-features",
];

/// Does it to the wasm and the JavaScript of a page that has just been built.
pub(super) fn make_small(places: &Places, children: &Children, pkg: &Path) -> Result<(), Failure> {
    let [wasm, script] = ["wasm", "js"].map(|kind| pkg.join(OUTPUT_NAME).with_extension(kind));
    run("wasm-opt", children.command("wasm-opt").args(OPTIMISATIONS).arg(&wasm).arg("-o").arg(&wasm))?;
    shorten_names(&wasm, &script)?;
    let compress = places.root.join("xtask/src/site/compress.mjs");
    run("node", children.command("node").arg(compress).args([&wasm, &script]))
}

fn shorten_names(wasm: &PathBuf, script: &PathBuf) -> Result<(), Failure> {
    let long = fs::read(wasm).map_err(Failure::io("read", wasm))?;
    let calling = fs::read_to_string(script).map_err(Failure::io("read", script))?;
    let (short, calling) =
        names::shorten(&long, &calling).ok_or_else(|| Failure::Names { wasm: wasm.clone() })?;
    fs::write(wasm, short).map_err(Failure::io("write", wasm))?;
    fs::write(script, calling).map_err(Failure::io("write", script))
}

fn run(program: &str, command: &mut Command) -> Result<(), Failure> {
    if command.status().map_err(Failure::start(program))?.success() { Ok(()) } else { Err(Failure::Build) }
}
