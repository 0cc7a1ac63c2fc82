//! Everything that can go wrong, each as one sentence that says what happened and what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::bench::BenchFailure;

/// Why a verb stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    NoHome,
    NoRustup,
    NoNode,
    NoWasmTarget { log: PathBuf },
    NoLinker,
    NotRoot { packages: String },
    NotInstalled { what: String, log: PathBuf },
    NoLockedVersion { package: &'static str },
    NoBrowserTests,
    NoChromium,
    NoPython,
    PortInUse { port: u16, option: &'static str },
    BadPort { given: String },
    UnknownStep { given: String },
    StrayArguments,
    StrayWords { verb: &'static str, takes: &'static str },
    NoAnswer,
    Unexpected { address: String, status: u16, content_type: String },
    Missing { program: String },
    Build,
    Names { wasm: PathBuf },
    Step { name: &'static str },
    BugWithoutPlace { bug: &'static str, file: &'static str },
    Bench(BenchFailure),
    Io { doing: String, source: io::Error },
}

impl Failure {
    /// For `map_err`: names what was being done to which path.
    pub(crate) fn io(doing: &str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let doing = format!("{doing} {}", path.display());
        move |source| Self::Io { doing, source }
    }

    /// For `map_err` on starting a program: one that is not installed is the usual case.
    pub(crate) fn start(program: &str) -> impl FnOnce(io::Error) -> Self {
        let program = program.to_owned();
        move |source| match source.kind() {
            io::ErrorKind::NotFound => Self::Missing { program },
            _ => Self::Io { doing: format!("start {program}"), source },
        }
    }
}

impl fmt::Display for Failure {
    #[expect(clippy::too_many_lines, reason = "a sentence for each failure, and all of them in one place")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHome => f.write_str(
                "There is nowhere to keep the tools: \
                 set HOME, or XDG_CACHE_HOME to an absolute path.",
            ),
            Self::NoRustup => f.write_str(
                "This Rust cannot compile for the browser and there is no rustup to add that: \
                 install rustup from https://rustup.rs and run this again.",
            ),
            Self::NoNode => f.write_str(
                "Node.js with npm is needed and was not found: \
                 install Node 20 or later and run this again.",
            ),
            Self::NoWasmTarget { log } => write!(
                f,
                "rustup could not add the target wasm32-unknown-unknown (see {}): \
                 connect to the internet and run this again; without rustup's server only Debian will do.",
                log.display()
            ),
            Self::NoLinker => f.write_str(
                "No installed toolchain has rust-lld, which links for the browser: \
                 run `rustup toolchain install stable`, then this again.",
            ),
            Self::NotRoot { packages } => write!(
                f,
                "Debian packages are missing and this user may not install them: \
                 run `sudo apt-get install {packages}`, then this again."
            ),
            Self::NotInstalled { what, log } => write!(
                f,
                "{what} could not be installed: see {} for why; \
                 if that was the network, connect and run this again.",
                log.display()
            ),
            Self::NoLockedVersion { package } => write!(
                f,
                "Cargo.lock names no version of {package}: \
                 run `cargo generate-lockfile`, then this again."
            ),
            Self::NoBrowserTests => f.write_str(
                "end2end/package.json or its package-lock.json is missing, so no browser test can run: \
                 restore them, or leave the step e2e out.",
            ),
            Self::NoChromium => f.write_str(
                "No Chromium or Chrome was found: \
                 install one, or set TWO_DOORS_CHROMIUM to its path.",
            ),
            Self::NoPython => f.write_str(
                "No Python 3 was found that makes virtual environments: install Python 3.10 or later with venv, \
                 or set TWO_DOORS_PYTHON to one that has what end2end/interoperation/authlib/requirements.txt lists.",
            ),
            Self::PortInUse { port, option } => write!(
                f,
                "Port {port} is in use by another program: stop that program, \
                 or choose another port with `cargo xtask serve -- {option} {}`.",
                port.checked_add(100).unwrap_or(3100)
            ),
            Self::BadPort { given } => write!(
                f,
                "`{given}` is not a port: \
                 give --port (or TWO_DOORS_PORT) a number from 1 to 65535."
            ),
            Self::UnknownStep { given } => write!(
                f,
                "There is no step `{given}`: \
                 choose from fmt, clippy, clippy-wasm, deploy, unit, site, server, size, e2e, prove, sabotage and lint."
            ),
            Self::StrayArguments => f.write_str(
                "Arguments after `--` go to one tool: \
                 choose either unit or e2e, and no other step.",
            ),
            Self::StrayWords { verb, takes } => write!(
                f,
                "`cargo xtask {verb}` takes {takes} or nothing: \
                 leave the other words out."
            ),
            Self::NoAnswer => f.write_str(
                "The server that was built does not start: \
                 mend what it reports above and run this again.",
            ),
            Self::Unexpected { address, status, content_type } => write!(
                f,
                "{address} was answered with {status} and `{content_type}`, which nobody expected: \
                 mend that page, or the link to it."
            ),
            Self::Missing { program } => write!(
                f,
                "The program `{program}` was not found: \
                 install it, see that it is on PATH, and run this again."
            ),
            Self::Build => f.write_str(
                "The build failed: \
                 mend what the compiler reports above and run this again.",
            ),
            Self::Names { wasm } => write!(
                f,
                "{} and the JavaScript beside it do not call each other by the same names: \
                 see what wasm-bindgen writes today, and mend xtask/src/site/names.rs.",
                wasm.display()
            ),
            Self::BugWithoutPlace { bug, file } => write!(
                f,
                "The bug {bug} finds no place in {file} any more: mend its entry in xtask/src/suite/sabotage/bug.rs."
            ),
            Self::Bench(failure) => failure.fmt(f),
            Self::Step { name } => write!(
                f,
                "The step {name} failed: mend what it reports above, \
                 and try it alone with `cargo xtask test {name}`."
            ),
            Self::Io { doing, source } => write!(
                f,
                "Could not {doing} ({source}): \
                 see to its permissions and to free disk space, and run this again."
            ),
        }
    }
}
