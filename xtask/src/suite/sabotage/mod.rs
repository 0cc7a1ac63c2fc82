//! A test of the proofs: a copy of the program with bugs in it, and each bug must be noticed.
//!
//! The bugs are in no file of this repository, and so in no release: they are written into a copy, which is built once.

mod bug;
mod copy;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::places::Places;
use crate::say;
use bug::{BUGS, Bug, VARIABLE};
pub(super) use copy::plant_all;

/// Runs the proof of one experiment against each bug. `prove` gives the command that proves one experiment with this
/// server, and leaves its ledger in that file.
pub(super) fn every_bug_is_noticed(
    places: &Places,
    server: &Path,
    prove: impl Fn(&Path, &str) -> Result<Command, Failure>,
) -> Result<(), Failure> {
    let ledger = super::prove::ledger(places);
    for bug in BUGS {
        let _ = fs::remove_file(&ledger);
        let mut command = prove(server, bug.experiment)?;
        let output = command.env(VARIABLE, bug.name).output().map_err(Failure::start("npx"))?;
        let found = fs::read_to_string(&ledger).unwrap_or_default();
        if output.status.success() || !names_a_difference(&found) {
            say::line(&String::from_utf8_lossy(&output.stdout));
            return Err(Failure::Unnoticed { bug: bug.name, experiment: bug.experiment });
        }
        say::remark(&format!("{}: noticed by {}", bug.name, bug.experiment));
    }
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
