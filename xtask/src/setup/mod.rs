//! Sets up what a verb needs and finds it ready the next time: the compiler, the tools that
//! build the page, and what the browser tests use.

mod apt;
mod binaryen;
mod browsers;
mod crate_tool;
mod debian;
mod engines;
mod lockfile;
mod npm;
mod peers;
mod pinned;
mod python;
mod rustup;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::children::Children;
use crate::failure::Failure;
use crate::places::Places;
use crate::say;
pub(crate) use browsers::Browsers;

/// Programs that are ready to build the page.
pub(crate) struct Builder {
    /// How to start them.
    pub(crate) children: Children,
    /// The program `cargo-leptos`.
    pub(crate) cargo_leptos: PathBuf,
}

/// The versions of what builds the page, besides the compiler and what `Cargo.lock` names.
pub(crate) fn versions() -> [&'static str; 2] {
    [pinned::CARGO_LEPTOS, pinned::BINARYEN]
}

/// A compiler for both builds, the machine's own and the browser's.
pub(crate) fn compiler(places: &Places) -> Result<Children, Failure> {
    let toolchain = rustup::choose(places)?;
    Ok(Children::new(places, toolchain))
}

/// All that `cargo leptos build` needs besides the compiler.
pub(crate) fn builder(places: &Places, mut children: Children) -> Result<Builder, Failure> {
    let bindgen_version = lockfile::version_of(places, "wasm-bindgen")?;
    // The small ones first: a machine without Node should hear of it within seconds.
    if let Some(dir) = binaryen::ready(places)? {
        children.prefer(dir);
    }
    let bindgen = crate_tool::wasm_bindgen(&bindgen_version);
    if let Some(dir) = crate_tool::ready(places, &children, &bindgen)? {
        children.prefer(dir);
    }
    let leptos = crate_tool::cargo_leptos();
    let cargo_leptos = match crate_tool::ready(places, &children, &leptos)? {
        Some(dir) => dir.join(leptos.program),
        None => PathBuf::from(leptos.program),
    };
    Ok(Builder { children, cargo_leptos })
}

/// What the browser tests use: their npm packages, and the browsers, whose paths this returns.
pub(crate) fn browsers(places: &Places) -> Result<Browsers, Failure> {
    npm::ready(places, "end2end")?;
    browsers::ready(places)
}

/// The servers that the tests start for themselves.
pub(crate) fn engines(places: &Places) -> Result<(), Failure> {
    engines::ready(places)
}

/// Lighthouse, which brings as much as all browser tests together: only who asks for it waits for it.
pub(crate) fn lighthouse(places: &Places) -> Result<(), Failure> {
    npm::ready(places, "end2end/lighthouse")
}

/// What the client that is written in Python runs on; the path of that Python.
pub(crate) fn python(places: &Places) -> Result<PathBuf, Failure> {
    python::ready(places)
}

/// What reads the files in `deploy/`; the path of a Python that has it, with its programs beside it.
pub(crate) fn linters(places: &Places) -> Result<PathBuf, Failure> {
    python::linters(places)
}

/// The programs that the house is compared with, and what measures them.
pub(crate) mod bench {
    pub(crate) use super::peers::{actix, express, flask_server_side, flask_signed_cookie, load};
}

/// The verb `setup`.
pub(crate) fn run(places: &Places) -> Result<ExitCode, Failure> {
    let mut builder = builder(places, compiler(places)?)?;
    if let Some(dir) = builder.cargo_leptos.parent().filter(|dir| dir.is_absolute()) {
        builder.children.prefer(dir.to_path_buf());
    }
    say::line("All tools are ready. To use them by hand, as in `cargo leptos watch`:");
    for line in builder.children.shell_lines() {
        say::remark(&line);
    }
    Ok(ExitCode::SUCCESS)
}
