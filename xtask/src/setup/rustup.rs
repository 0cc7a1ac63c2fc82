//! Chooses the toolchain: the active one when it compiles for the browser or can be taught to
//! by rustup; else Debian's.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::debian;
use crate::children::{clean, on_path};
use crate::failure::Failure;
use crate::places::Places;
use crate::{quiet, say};

/// What rustup calls the browser.
pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// Long enough for a slow line; a server that cannot be reached often shows as silence.
const PATIENCE: Duration = Duration::from_mins(3);

/// The toolchain to use in place of the active one, if any.
pub(super) fn choose(places: &Places) -> Result<Option<&'static str>, Failure> {
    let sysroot = ask_rustc("rustc", &["--print", "sysroot"])?;
    // Debian's compiler is judged by its own rules: its browser library is of our making, and
    // outlives an upgrade of the compiler, which then cannot read it.
    let compiles =
        if sysroot == debian::PREFIX { debian::has_target() } else { has_target(Path::new(&sysroot)) };
    if compiles {
        return Ok(None);
    }
    if debian::in_place() {
        return Ok(Some(debian::TOOLCHAIN));
    }
    if on_path("rustup").is_none() {
        return Err(Failure::NoRustup);
    }
    say::doing(
        "Adding the target wasm32-unknown-unknown with rustup",
        "seconds; three minutes at most when its server is out of reach",
    );
    let log = places.log("rustup-target");
    let mut add = clean("rustup");
    add.args(["target", "add", TARGET]);
    if quiet::run(&mut add, &log, Some(PATIENCE))? {
        return Ok(None);
    }
    if !debian::is_here() {
        return Err(Failure::NoWasmTarget { log });
    }
    say::remark("Rustup's server cannot be reached, so Debian's toolchain is used instead.");
    debian::set_up(places, &PathBuf::from(sysroot))?;
    Ok(Some(debian::TOOLCHAIN))
}

/// Has this toolchain a standard library for the browser?
fn has_target(sysroot: &Path) -> bool {
    let dir = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    dir.read_dir().is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
    })
}

/// One answer of a compiler about itself.
pub(super) fn ask_rustc(rustc: &str, question: &[&str]) -> Result<String, Failure> {
    let answer = clean(rustc).args(question).output().map_err(Failure::start(rustc))?;
    Ok(String::from_utf8_lossy(&answer.stdout).trim().to_owned())
}
