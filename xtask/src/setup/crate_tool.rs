//! Tools that are crates: built once from source, in the version that is pinned.

use std::fs;
use std::path::{Path, PathBuf};

use super::pinned;
use crate::children::{Children, clean};
use crate::failure::Failure;
use crate::places::{Places, make_dir, remove_dir};
use crate::{quiet, say};

/// One such tool.
pub(super) struct CrateTool {
    package: &'static str,
    /// The program it installs.
    pub(super) program: &'static str,
    version: String,
    options: &'static [&'static str],
    how_long: &'static str,
}

/// `cargo-leptos`, which may not download other tools behind our back.
///
/// Its lockfile is kept to: the newest of its dependencies want a newer compiler than ours. One
/// crate in it declares such a compiler too, and builds with ours all the same.
pub(super) fn cargo_leptos() -> CrateTool {
    CrateTool {
        package: "cargo-leptos",
        program: "cargo-leptos",
        version: pinned::CARGO_LEPTOS.to_owned(),
        options: &["--locked", "--ignore-rust-version", "--features", "no_downloads"],
        how_long: "once; about 10 minutes on two cores",
    }
}

/// `wasm-bindgen`, which writes the script between page and wasm.
pub(super) fn wasm_bindgen(version: &str) -> CrateTool {
    CrateTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: version.to_owned(),
        options: &[],
        how_long: "once; about 2 minutes on two cores",
    }
}

/// Sees that the tool is there. The directory to put on `PATH`, or none if it is on it already.
pub(super) fn ready(
    places: &Places,
    children: &Children,
    tool: &CrateTool,
) -> Result<Option<PathBuf>, Failure> {
    let place = places.tool(tool.package, &tool.version);
    let bin = place.join("bin");
    if bin.join(tool.program).is_file() {
        return Ok(Some(bin));
    }
    if reports_version(tool.program, &tool.version) {
        return Ok(None);
    }
    let name = format!("{} {}", tool.package, tool.version);
    say::doing(&format!("Building {name} from source"), tool.how_long);
    let scratch = places.scratch(tool.package);
    let log = places.log(tool.package);
    let mut install = children.command("cargo");
    install
        .args(["install", tool.package, "--version", &tool.version])
        .args(tool.options)
        .arg("--root")
        .arg(scratch.join("root"))
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        // A tool that runs for seconds need not be optimised for many minutes.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    if !quiet::run(&mut install, &log, None)? {
        return Err(Failure::NotInstalled { what: name, log });
    }
    put(&scratch.join("root"), &place)?;
    remove_dir(&scratch)?;
    Ok(Some(bin))
}

/// Moves what is complete to its place at once, so that what is in place is complete.
pub(super) fn put(complete: &Path, place: &Path) -> Result<(), Failure> {
    if let Some(parent) = place.parent() {
        make_dir(parent)?;
    }
    remove_dir(place)?;
    fs::rename(complete, place).map_err(Failure::io("move a finished tool to", place))
}

/// Is a program of this name on `PATH`, in this version?
pub(super) fn reports_version(program: &str, version: &str) -> bool {
    clean(program).arg("--version").output().is_ok_and(|answer| {
        answer.status.success() && names_version(&String::from_utf8_lossy(&answer.stdout), version)
    })
}

fn names_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::names_version;

    #[test]
    fn versions_are_compared_whole() {
        assert!(names_version("wasm-bindgen 0.2.130\n", "0.2.130"));
        assert!(names_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!names_version("wasm-bindgen 0.2.13\n", "0.2.130"));
        assert!(!names_version("wasm-bindgen 0.2.130\n", "0.2.13"));
    }
}
