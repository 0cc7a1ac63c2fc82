//! A test of the proofs: a copy of the program with bugs in it, and each bug must be noticed.
//!
//! The bugs are in no file of this repository, and so in no release: they are written into a copy, which is built once. Which
//! of them is on is said to each server when it starts.

mod bug;
mod copy;

use std::path::PathBuf;

use crate::failure::Failure;
use crate::places::Places;
use bug::{BUGS, Bug};
pub(super) use copy::plant_all;

/// Which experiment must notice which bug, as the browser tests read it: `bug=experiment bug=experiment …`.
pub(super) fn every_bug() -> String {
    let pairs: Vec<_> = BUGS.iter().map(|bug| format!("{}={}", bug.name, bug.experiment)).collect();
    pairs.join(" ")
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
    use std::fs;
    use std::path::Path;

    use super::bug::VARIABLE;
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
}
