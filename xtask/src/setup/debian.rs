//! The way without rustup's server: Debian's compiler, taught to compile for the browser.
//!
//! Debian ships a recent compiler (`rustc-web`) and the sources of the standard library, but
//! not that library compiled for the browser. It takes about a minute to compile, once; then it
//! is put beside the compiler's own, and rustup learns of the whole as the toolchain `debian`.

use std::fs;
use std::path::{Path, PathBuf};

use super::rustup::{TARGET, ask_rustc};
use super::{apt, pinned};
use crate::children::{clean, on_path};
use crate::failure::Failure;
use crate::places::{Places, make_dir, remove_dir};
use crate::{quiet, say};

/// The name rustup knows it by.
pub(super) const TOOLCHAIN: &str = "debian";
/// Where Debian's compiler lives, which is also its sysroot.
pub(super) const PREFIX: &str = "/usr";

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const RUSTLIB: &str = "/usr/lib/rustlib";
/// The name of the crate that is compiled for its dependencies' sake.
const SEED: &str = "sysroot_seed";
/// Raised when the recipe changes, so that a library of an earlier one is made again.
const RECIPE: &str = "recipe 1";

/// Is this a Debian, where the way is open?
pub(super) fn is_here() -> bool {
    on_path("apt-get").is_some()
        && fs::read_to_string("/etc/os-release")
            .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

/// Does Debian's compiler, as it is installed now, compile for the browser?
pub(super) fn has_target() -> bool {
    let recorded = fs::read_to_string(marker()).unwrap_or_default();
    !recorded.is_empty()
        && recipe().is_ok_and(|current| current == recorded)
        && linker_place().is_ok_and(|linker| linker.is_file())
}

/// Is everything there, and known to rustup?
pub(super) fn in_place() -> bool {
    has_target() && toolchain_is_linked()
}

/// Does all of it. `sysroot` is the rustup toolchain's, which lends its linker.
pub(super) fn set_up(places: &Places, sysroot: &Path) -> Result<(), Failure> {
    apt::install(places, &pinned::DEBIAN_TOOLCHAIN)?;
    if fs::read_to_string(marker()).unwrap_or_default() != recipe()? {
        let libraries = compile_standard_library(places)?;
        install_standard_library(places, &libraries)?;
    }
    link_linker(sysroot)?;
    let linked = clean("rustup")
        .args(["toolchain", "link", TOOLCHAIN, PREFIX])
        .status()
        .map_err(Failure::start("rustup"))?;
    if linked.success() { Ok(()) } else { Err(Failure::NoRustup) }
}

fn compile_standard_library(places: &Places) -> Result<Vec<PathBuf>, Failure> {
    say::doing("Compiling Rust's standard library for the browser", "once; about a minute");
    let seed = places.scratch("standard-library");
    remove_dir(&seed)?;
    make_dir(&seed.join("src"))?;
    let manifest = format!("[package]\nname = \"{SEED}\"\nedition = \"2024\"\n[workspace]\n");
    write(&seed.join("Cargo.toml"), &manifest)?;
    write(&seed.join("src/lib.rs"), "#![no_std]\n")?;
    let log = places.log("standard-library");
    let mut cargo = clean(CARGO);
    cargo
        .args(["build", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,test")
        .current_dir(&seed)
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", seed.join("target"))
        // Without bitcode in the libraries no build with `lto = true` can link them.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTUP_TOOLCHAIN");
    if !quiet::run(&mut cargo, &log, None)? {
        let what = "Rust's standard library for the browser".to_owned();
        return Err(Failure::NotInstalled { what, log });
    }
    let built = seed.join("target").join(TARGET).join("release/deps");
    let listing = fs::read_dir(&built).map_err(Failure::io("read", &built))?;
    let files = listing.flatten().map(|entry| entry.path());
    Ok(files.filter(|file| is_library(file)).collect())
}

/// A compiled library, but not the seed's own.
fn is_library(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.extension().is_some_and(|end| end == "rlib") && !name.starts_with(&format!("lib{SEED}-"))
}

/// Laid out beside its place and moved there at once: half a library would look like a whole one.
fn install_standard_library(places: &Places, libraries: &[PathBuf]) -> Result<(), Failure> {
    let place = Path::new(RUSTLIB).join(TARGET);
    let partial = place.with_extension("partial");
    let recipe_file = places.scratch("standard-library").join("two-doors-recipe");
    write(&recipe_file, &recipe()?)?;
    apt::as_root("rm", &[Path::new("-rf"), &partial])?;
    let lib = partial.join("lib");
    apt::as_root("mkdir", &[Path::new("-p"), &lib])?;
    let mut copy: Vec<&Path> = libraries.iter().map(PathBuf::as_path).collect();
    copy.push(&lib);
    apt::as_root("cp", &copy)?;
    apt::as_root("cp", &[&recipe_file, &partial])?;
    apt::as_root("rm", &[Path::new("-rf"), &place])?;
    apt::as_root("mv", &[&partial, &place])?;
    remove_dir(&places.scratch("standard-library"))
}

/// Debian's compiler comes without the linker for the browser; rustup's toolchains have it.
fn link_linker(sysroot: &Path) -> Result<(), Failure> {
    let place = linker_place()?;
    if place.is_file() {
        return Ok(());
    }
    let toolchains = sysroot.parent().into_iter().flat_map(Path::read_dir);
    let others = toolchains.flatten().flatten().map(|entry| entry.path());
    let lender = std::iter::once(sysroot.to_path_buf())
        .chain(others)
        .filter_map(|root| Some(root.join(place.strip_prefix(PREFIX).ok()?)))
        .find(|linker| linker.is_file())
        .ok_or(Failure::NoLinker)?;
    if let Some(dir) = place.parent() {
        apt::as_root("mkdir", &[Path::new("-p"), dir])?;
    }
    apt::as_root("ln", &[Path::new("-sf"), &lender, &place])
}

fn linker_place() -> Result<PathBuf, Failure> {
    let about = ask_rustc(RUSTC, &["-vV"])?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    Ok(Path::new(RUSTLIB).join(host).join("bin/rust-lld"))
}

fn marker() -> PathBuf {
    Path::new(RUSTLIB).join(TARGET).join("two-doors-recipe")
}

/// What the library was made with: it fits one compiler only.
fn recipe() -> Result<String, Failure> {
    Ok(format!("{RECIPE}\n{}\n", ask_rustc(RUSTC, &["-vV"])?))
}

fn toolchain_is_linked() -> bool {
    clean("rustup").args(["toolchain", "list"]).output().is_ok_and(|list| {
        String::from_utf8_lossy(&list.stdout)
            .lines()
            .any(|line| line.split_whitespace().next() == Some(TOOLCHAIN))
    })
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(Failure::io("write", path))
}
