//! Where things are kept: the checkout, the user's cache, and what is built.
//!
//! ```text
//! <checkout>/target/two-doors/   what belongs to this checkout alone: servers, sites, stamps
//! <cache>/two-doors/tools/       pinned tools, one directory a version, shared by all checkouts
//! <cache>/two-doors/target/      cargo's target directory, shared too, so that a clean clone
//!                                does not compile six hundred dependencies again
//! ```

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The directories every verb works with.
pub(crate) struct Places {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// The user's cache for this project.
    pub(crate) cache: PathBuf,
    /// Cargo's target directory for all that is built here.
    pub(crate) target: PathBuf,
    /// Where cargo keeps the sources of crates.
    pub(crate) cargo_home: PathBuf,
}

impl Places {
    /// Finds them from the environment.
    pub(crate) fn find() -> Result<Self, Failure> {
        let here = env::current_dir().map_err(Failure::io("read", Path::new(".")))?;
        // Asked of cargo at run time, never compiled in: with a shared target directory the
        // program that runs may have been compiled in another checkout.
        let root = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .and_then(|manifest| manifest.parent().map(Path::to_path_buf))
            .unwrap_or_else(|| here.clone());
        let cache = cache_home()?.join("two-doors");
        let cargo_home = absolute("CARGO_HOME")
            .or_else(|| Some(absolute("HOME")?.join(".cargo")))
            .ok_or(Failure::NoHome)?;
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(chosen) => here.join(chosen),
            None => cache.join("target"),
        };
        Ok(Self { root, cache, target, cargo_home })
    }

    /// The directory of one tool in one version.
    pub(crate) fn tool(&self, name: &str, version: &str) -> PathBuf {
        self.cache.join("tools").join(format!("{name}-{version}"))
    }

    /// Where something is built before it is complete; also what makes a retry resume.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        self.cache.join("scratch").join(name)
    }

    /// The log of a step whose output is not shown.
    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.cache.join("logs").join(format!("{name}.log"))
    }

    /// A directory of this checkout's own for what one verb builds.
    pub(crate) fn own(&self, verb: &str) -> PathBuf {
        self.root.join("target").join("two-doors").join(verb)
    }
}

/// Creates a directory and all above it.
pub(crate) fn make_dir(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(Failure::io("create", path))
}

/// Removes a directory with all it holds; one that is not there is as good as removed.
pub(crate) fn remove_dir(path: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::io("remove", path)(error)),
        _ => Ok(()),
    }
}

fn cache_home() -> Result<PathBuf, Failure> {
    absolute("XDG_CACHE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".cache")))
        .ok_or(Failure::NoHome)
}

/// A variable that names a directory from the root on.
fn absolute(name: &str) -> Option<PathBuf> {
    env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
}
