//! Builds the page and the server, each into a directory of this checkout's own.

mod download;
mod module;
mod names;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::children::Children;
use crate::failure::Failure;
use crate::places::{Places, make_dir};
use crate::setup::Builder;

/// The server's program.
const SERVER: &str = "two-doors";

/// What is done to the page once it is built: it is built anew when this changes.
pub(crate) const RECIPE: [&str; 4] = [
    include_str!("download.rs"),
    include_str!("module.rs"),
    include_str!("names.rs"),
    include_str!("compress.mjs"),
];

/// What was built for one verb.
pub(crate) struct Site {
    /// The server's program.
    pub(crate) server: PathBuf,
    /// The directory of what the browser loads.
    pub(crate) files: PathBuf,
}

impl Site {
    /// Where `verb` keeps them.
    pub(crate) fn of(places: &Places, verb: &str) -> Self {
        let own = places.own(verb);
        Self { server: own.join(SERVER), files: own.join("site") }
    }

    /// The command that builds the page in release, and the server too unless `page_only`.
    pub(crate) fn build_command(&self, places: &Places, builder: &Builder, page_only: bool) -> Command {
        let mut build = builder.children.command(&builder.cargo_leptos);
        build
            .args(["leptos", "build", "--release", "--precompress"])
            .env("LEPTOS_SITE_ROOT", &self.files)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", nameless(places))
            // When the compiler has said what is wrong, a trace of the build tool only hides it.
            .env("RUST_LIB_BACKTRACE", "0");
        if page_only {
            build.arg("--frontend-only");
        }
        build
    }

    /// Makes small what was built for the browser.
    pub(crate) fn make_small(&self, places: &Places, children: &Children) -> Result<(), Failure> {
        download::make_small(places, children, &self.files.join("pkg"))
    }

    /// Copies the server that cargo built in this folder to its place here: the shared target
    /// directory may hold another checkout's in a minute.
    pub(crate) fn keep_server(&self, built_in: &Path) -> Result<(), Failure> {
        let built = built_in.join(SERVER);
        if let Some(dir) = self.server.parent() {
            make_dir(dir)?;
        }
        // By way of a new file: a server that still runs keeps its old one.
        let fresh = self.server.with_extension("new");
        fs::copy(&built, &fresh).map_err(Failure::io("copy", &built))?;
        fs::rename(&fresh, &self.server).map_err(Failure::io("write", &self.server))
    }

    /// Tells a server where its site is.
    pub(crate) fn announce_to<'a>(&self, server: &'a mut Command) -> &'a mut Command {
        server
            .env("LEPTOS_OUTPUT_NAME", crate::children::OUTPUT_NAME)
            .env("LEPTOS_SITE_PKG_DIR", "pkg")
            .env("LEPTOS_SITE_ROOT", &self.files)
    }

    /// Is all of it there?
    pub(crate) fn is_there(&self) -> bool {
        self.server.is_file() && self.files.join("pkg").is_dir()
    }
}

/// What browsers load names no folder of whoever built it: a panic says which line of a crate it was, and no more.
fn nameless(places: &Places) -> String {
    format!("--remap-path-prefix={}=/cargo", places.cargo_home.display())
}
