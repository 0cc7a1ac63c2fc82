//! The list at the end: every step, how it went, how long it took. The last line counts.

use std::process::ExitCode;
use std::time::Duration;

use crate::failure::Failure;
use crate::say;

/// How the steps went so far.
#[derive(Default)]
pub(super) struct Report {
    lines: Vec<String>,
    passed: usize,
    failed: usize,
}

impl Report {
    /// A green step; hands its result on.
    pub(super) fn passed<T>(&mut self, name: &str, took: Duration, result: T) -> T {
        self.passed += 1;
        self.line(name, "passed", &say::time(took));
        result
    }

    /// A step that was not reached.
    pub(super) fn left_out(&mut self, name: &str) {
        self.line(name, "not run", "");
    }

    /// The red step, which is the end: says why and prints the list.
    pub(super) fn failed(mut self, name: &str, took: Duration, why: &Failure) -> ExitCode {
        self.failed += 1;
        let place = self.passed;
        self.lines.insert(place, line(name, "FAILED", &say::time(took)));
        say::line(&format!("\n{why}"));
        self.print();
        ExitCode::FAILURE
    }

    /// Prints the list.
    pub(super) fn print(&self) {
        say::line(&format!("\n{}\n\n{}", self.lines.join("\n"), self.count()));
    }

    fn count(&self) -> String {
        format!("{} passed, {} failed", self.passed, self.failed)
    }

    fn line(&mut self, name: &str, how: &str, time: &str) {
        self.lines.push(line(name, how, time));
    }
}

fn line(name: &str, how: &str, time: &str) -> String {
    format!("  {name:<12} {how:<8} {time:>12}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_the_steps() {
        let mut report = Report::default();
        report.passed("set-up", Duration::from_secs(1), ());
        report.passed("fmt", Duration::from_secs(1), ());
        assert_eq!(report.count(), "2 passed, 0 failed");
    }
}
