//! A test of the proofs: a copy of the program with bugs in it, and each bug must be noticed.
//!
//! The bugs are in no file of this repository, and so in no release: they are written into a copy, which is built once.

mod bug;
mod copy;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::failure::Failure;
use crate::places::{Places, make_dir, remove_dir};
use crate::say;
use bug::{BUGS, Bug, VARIABLE};
pub(super) use copy::plant_all;

/// How many bugs are looked for at once, each by a server and a browser of its own: a proof waits as much as it works.
const AT_ONCE: usize = 2;

/// Runs the proof of one experiment against each bug. `prove` gives the command that proves one experiment on the server
/// with the bugs in it.
pub(super) fn every_bug_is_noticed(
    places: &Places,
    prove: impl Fn(&str) -> Result<Command, Failure> + Sync,
) -> Result<(), Failure> {
    let next = AtomicUsize::new(0);
    let look_for_them = || {
        while let Some(bug) = BUGS.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(failure) = is_noticed(places, bug, &prove) {
                // Whoever looks for the others stops after the one at hand.
                next.store(BUGS.len(), Ordering::Relaxed);
                return Err(failure);
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let seekers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(look_for_them)).collect();
        seekers
            .into_iter()
            .try_for_each(|seeker| seeker.join().unwrap_or(Err(Failure::Step { name: "sabotage" })))
    })
}

fn is_noticed(
    places: &Places,
    bug: &Bug,
    prove: impl Fn(&str) -> Result<Command, Failure>,
) -> Result<(), Failure> {
    // Two that run at once must not read each other's ledger, nor clear away each other's pictures.
    let results = places.own("sabotage").join("results").join(bug.name);
    remove_dir(&results)?;
    make_dir(&results)?;
    let ledger = results.join("ledger.json");
    let mut command = prove(bug.experiment)?;
    command.arg("--output").arg(results.join("playwright"));
    command.env(VARIABLE, bug.name).env("TWO_DOORS_LEDGER", &ledger);
    let output = command.output().map_err(Failure::start("npx"))?;
    let found = fs::read_to_string(&ledger).unwrap_or_default();
    if output.status.success() || !names_a_difference(&found) {
        say::line(&String::from_utf8_lossy(&output.stdout));
        return Err(Failure::Unnoticed { bug: bug.name, experiment: bug.experiment });
    }
    say::remark(&format!("{}: noticed by {}", bug.name, bug.experiment));
    Ok(())
}

/// Whether some verdict was another than expected. A proof that merely broke down has noticed nothing.
fn names_a_difference(ledger: &str) -> bool {
    ledger.contains("\"differs\": true")
}

/// Where the copy is.
pub(super) fn folder(places: &Places) -> PathBuf {
    places.own("sabotage").join("source")
}

/// Writes a bug into a file's text.
fn plant(bug: &Bug, text: &str) -> Result<String, Failure> {
    if text.matches(bug.stands).count() != 1 {
        return Err(Failure::BugWithoutPlace { bug: bug.name, file: bug.file });
    }
    Ok(text.replace(bug.stands, &bug.becomes.replace("PLANTED", &format!("({})", bug::condition(bug)))))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_bug_has_its_place() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        for bug in BUGS {
            let text = fs::read_to_string(root.join(bug.file)).expect(bug.file);
            let planted = plant(bug, &text).expect(bug.name);
            assert!(planted.contains(VARIABLE) && !text.contains(VARIABLE), "{}", bug.name);
        }
    }

    #[test]
    fn a_breakdown_is_no_difference() {
        assert!(!names_a_difference("") && !names_a_difference(r#"{"proofs": []}"#));
    }
}
