//! The load: `wrk` on a core of its own, and what it says afterwards.

use std::path::Path;
use std::process::Command;

use super::BenchFailure;
use super::cores::Cores;
use crate::children::clean;
use crate::failure::Failure;

/// Connections that are kept open.
const CONNECTIONS: u32 = 16;

/// What one run of `wrk` measured.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Answers {
    /// How many came.
    pub(super) requests: u64,
    /// How many a second.
    pub(super) a_second: f64,
    /// Those with another status than 200.
    pub(super) not_200: u64,
    /// Connections that failed, and requests without an answer.
    pub(super) unanswered: u64,
    /// Times in microseconds that 50, 99 and 99.9 of a hundred answers stayed below.
    pub(super) p50: f64,
    pub(super) p99: f64,
    pub(super) p999: f64,
}

impl Answers {
    /// Why they do not count, if they do not: one error is enough.
    pub(super) fn void(&self) -> Option<String> {
        match self {
            Self { not_200: 0, unanswered: 0, requests: 1.., .. } => None,
            _ => Some(format!(
                "of {} answers {} were not 200, and {} failed",
                self.requests, self.not_200, self.unanswered
            )),
        }
    }
}

/// A load of so many seconds by a script of `bench/load`, which gets the words.
pub(super) struct Load<'a> {
    pub(super) script: &'a Path,
    pub(super) seconds: u64,
    pub(super) port: u16,
    pub(super) path: &'a str,
    pub(super) words: &'a [String],
}

impl Load<'_> {
    /// Runs it, on the core that is the load's.
    pub(super) fn run(&self, cores: Cores) -> Result<Answers, Failure> {
        let output = self.command(cores).output().map_err(Failure::start("wrk"))?;
        let said = String::from_utf8_lossy(&output.stdout);
        read(&said).ok_or_else(|| {
            BenchFailure::NotMeasured {
                what: format!("http://localhost:{}{}", self.port, self.path),
                why: format!("wrk said `{}{}`", said.trim(), String::from_utf8_lossy(&output.stderr).trim()),
            }
            .into()
        })
    }

    fn command(&self, cores: Cores) -> Command {
        let mut wrk = clean("taskset");
        wrk.args(["--cpu-list", &cores.load.to_string(), "wrk", "--threads", "1", "--latency"])
            .args(["--connections", &CONNECTIONS.to_string()])
            .args(["--duration", &format!("{}s", self.seconds), "--timeout", "10s", "--script"])
            .arg(self.script)
            .arg(format!("http://127.0.0.1:{}{}", self.port, self.path))
            .args(["--", &format!("localhost:{}", self.port)])
            .args(self.words);
        wrk
    }
}

fn read(said: &str) -> Option<Answers> {
    let line = said.lines().find_map(|line| line.strip_prefix("measured "))?;
    let figure = |name: &str| -> Option<f64> {
        line.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
    };
    let count = |name: &str| -> Option<u64> {
        line.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
    };
    Some(Answers {
        requests: count("requests")?,
        a_second: figure("requests")? / (figure("microseconds")? / 1e6),
        not_200: count("not_200")?,
        unanswered: count("unanswered")?,
        p50: figure("p50")?,
        p99: figure("p99")?,
        p999: figure("p999")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "Running 1s test\n  Thread Stats\n\
        measured requests=3000 microseconds=1500000 not_200=0 unanswered=0 p50=410 p99=900 p999=2500\n";

    #[test]
    fn what_it_prints_is_read() {
        let answers = read(SAID).expect("there is such a line");
        assert_eq!((answers.requests, answers.p50, answers.p999), (3000, 410.0, 2500.0));
        assert!((answers.a_second - 2000.0).abs() < 1e-6);
        assert_eq!(answers.void(), None);
    }

    #[test]
    fn one_error_is_enough() {
        for (good, bad) in
            [("not_200=0", "not_200=1"), ("unanswered=0", "unanswered=1"), ("requests=3000", "requests=0")]
        {
            let answers = read(&SAID.replace(good, bad)).expect("there is such a line");
            assert!(answers.void().is_some(), "{bad}");
        }
    }

    #[test]
    fn a_load_that_says_nothing_measured_nothing() {
        assert_eq!(read("unable to connect to 127.0.0.1:1 Connection refused"), None);
    }
}
