//! What the programs we start get to see: the pinned tools first on `PATH`, one toolchain,
//! one target directory, and nothing that cargo told *us* about ourselves.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::places::Places;

/// The name under which server and page look for the wasm; leptos reads it at compile time.
pub(crate) const OUTPUT_NAME: &str = "two-doors";

/// How to start a child process.
pub(crate) struct Children {
    root: PathBuf,
    target: PathBuf,
    tool_dirs: Vec<PathBuf>,
    toolchain: Option<&'static str>,
}

impl Children {
    /// Children that use the toolchain rustup chose for us, or `toolchain` in its place.
    pub(crate) fn new(places: &Places, toolchain: Option<&'static str>) -> Self {
        Self { root: places.root.clone(), target: places.target.clone(), tool_dirs: Vec::new(), toolchain }
    }

    /// Puts a directory of tools before all others.
    pub(crate) fn prefer(&mut self, tool_dir: PathBuf) {
        self.tool_dirs.insert(0, tool_dir);
    }

    /// A command that runs in the checkout's root.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = clean(program);
        command
            .current_dir(&self.root)
            .env("PATH", self.path())
            .env("CARGO_TARGET_DIR", &self.target)
            .env("LEPTOS_OUTPUT_NAME", OUTPUT_NAME);
        if let Some(toolchain) = self.toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain).env_remove("RUSTC").env_remove("RUSTDOC");
        }
        command
    }

    /// The lines that give a shell what the children get.
    pub(crate) fn shell_lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Ok(dirs) = env::join_paths(&self.tool_dirs)
            && !dirs.is_empty()
        {
            lines.push(format!("export PATH=\"{}:$PATH\"", dirs.to_string_lossy()));
        }
        if let Some(toolchain) = self.toolchain {
            lines.push(format!("export RUSTUP_TOOLCHAIN={toolchain}"));
        }
        lines
    }

    fn path(&self) -> OsString {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let dirs = self.tool_dirs.iter().cloned().chain(env::split_paths(&inherited));
        // Only a directory with the separator in its name cannot be joined; then the
        // inherited path is the best there is.
        env::join_paths(dirs).unwrap_or(inherited)
    }
}

/// A command without what `cargo run` set for this process: package names, library paths, the
/// toolchain's own cargo. A nested cargo that saw them could build with the wrong one.
pub(crate) fn clean(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(set_by_cargo_run) {
            command.env_remove(name);
        }
    }
    if let Some(libraries) = env::var_os("LD_LIBRARY_PATH") {
        let kept = env::split_paths(&libraries).filter(|dir| !belongs_to_rust(dir));
        match env::join_paths(kept) {
            Ok(kept) if !kept.is_empty() => command.env("LD_LIBRARY_PATH", kept),
            _ => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
    command
}

/// Looks a program up as a shell would.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|dir| dir.join(program)).find(|candidate| candidate.is_file())
}

fn set_by_cargo_run(name: &str) -> bool {
    const PREFIXES: [&str; 3] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];
    const NAMES: [&str; 5] =
        ["CARGO", "CARGO_PRIMARY_PACKAGE", "OUT_DIR", "RUST_RECURSION_COUNT", "RUSTUP_TOOLCHAIN_SOURCE"];
    NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

fn belongs_to_rust(dir: &Path) -> bool {
    dir.components()
        .any(|part| ["rustlib", "toolchains", "target"].iter().any(|name| part.as_os_str() == *name))
        || dir.ends_with("debug")
        || dir.ends_with("debug/deps")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_run_says_about_us_does_not_leak() {
        assert!(set_by_cargo_run("CARGO"));
        assert!(set_by_cargo_run("CARGO_PKG_VERSION_MAJOR"));
        assert!(set_by_cargo_run("CARGO_MANIFEST_DIR"));
    }

    #[test]
    fn what_the_user_chose_stays() {
        assert!(!set_by_cargo_run("CARGO_HOME"));
        assert!(!set_by_cargo_run("CARGO_NET_OFFLINE"));
        assert!(!set_by_cargo_run("RUSTUP_TOOLCHAIN"));
        assert!(!belongs_to_rust(Path::new("/opt/openssl/lib")));
    }
}
