//! What can be set, from the command line or the environment. The defaults are a working house.

use std::path::PathBuf;

use clap::Parser;

/// One house, two front doors: a lab for web sign-in.
#[derive(Clone, Debug, Parser)]
#[command(name = "two-doors", version, about)]
pub struct Config {
    /// The SQLite file; it is made if there is none.
    #[arg(long, env = "TWO_DOORS_DATABASE", default_value = "two-doors.db", value_name = "FILE")]
    pub database: PathBuf,

    /// The port of the app, on both loopback addresses.
    #[arg(long, env = "TWO_DOORS_PORT", default_value_t = 3000)]
    pub port: u16,

    /// Where the built site (wasm, style, fonts) lies.
    #[arg(long, env = "LEPTOS_SITE_ROOT", default_value = "target/site", value_name = "FOLDER")]
    pub site_root: PathBuf,

    /// Password hashes at the same time; each takes 19 MiB and a core [default: the cores but one].
    #[arg(long, env = "TWO_DOORS_HASHES_AT_ONCE", value_name = "N")]
    pub hashes_at_once: Option<usize>,

    /// Sign-ins that may wait for a hash; more are sent away with 503.
    #[arg(long, env = "TWO_DOORS_HASHES_WAITING", default_value_t = 32, value_name = "N")]
    pub hashes_waiting: usize,
}

impl Config {
    /// Hashes at the same time: one core is left for everything else, so that a flood of sign-ins does not stop
    /// the pages.
    #[must_use]
    pub fn hashes_at_once(&self) -> usize {
        self.hashes_at_once.unwrap_or_else(|| {
            std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1))
        })
    }

    /// The file that holds the token door's signing key: beside the database, and never in it.
    #[must_use]
    pub fn signing_key_file(&self) -> PathBuf {
        self.database.with_extension("signing-key")
    }
}
