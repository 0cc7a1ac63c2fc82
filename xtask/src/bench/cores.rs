//! Two cores: one for the program and its database, one for the load.
//!
//! Whatever this process starts inherits the core that it keeps to; the load is given another.

use std::fs;
use std::path::Path;
use std::process;

use super::BenchFailure;
use crate::children::clean;
use crate::failure::Failure;

/// Which cores are used, by the kernel's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cores {
    /// The program's, and its database's.
    pub(super) server: u32,
    /// The load's.
    pub(super) load: u32,
}

impl Cores {
    /// The first two that this process may use.
    pub(super) fn find() -> Result<Self, Failure> {
        let status = Path::new("/proc/self/status");
        let status = fs::read_to_string(status).map_err(Failure::io("read", status))?;
        let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"));
        match list.map(numbers).unwrap_or_default()[..] {
            [server, load, ..] => Ok(Self { server, load }),
            _ => Err(BenchFailure::OneCore.into()),
        }
    }

    /// From here on this process, and whatever it starts, keeps to the server's core.
    pub(super) fn keep_to_servers(self) -> Result<(), Failure> {
        let done = clean("taskset")
            .args(["--cpu-list", "--pid", &self.server.to_string(), &process::id().to_string()])
            .output()
            .map_err(Failure::start("taskset"))?;
        if done.status.success() { Ok(()) } else { Err(BenchFailure::OneCore.into()) }
    }
}

/// Reads `0-3,8`.
fn numbers(list: &str) -> Vec<u32> {
    let ranges = list.trim().split(',').filter_map(|range| {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        Some(from.parse::<u32>().ok()?..=to.parse().ok()?)
    });
    ranges.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn a_list_of_cores_is_read() {
        assert_eq!(numbers("\t0-1\n"), [0, 1]);
        assert_eq!(numbers("3,8-10"), [3, 8, 9, 10]);
        assert!(numbers("").is_empty());
    }
}
