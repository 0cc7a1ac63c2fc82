//! `cargo xtask prove`: the ledger, measured anew.
//!
//! `prove`, `prove --json > ledger.json`, `prove -- -g token-theft`

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::places::Places;
use crate::say;

/// Where a proof leaves its ledger as JSON.
pub(super) fn ledger(places: &Places) -> PathBuf {
    places.own("test").join("ledger.json")
}

/// The verb `prove`: builds what is to be proved, tries every experiment, and fails unless each came out as the ledger
/// says. With `--json`, standard output is the ledger and nothing else.
pub(crate) fn run(places: &Places, arguments: &[String]) -> Result<ExitCode, Failure> {
    let json = arguments.first().is_some_and(|word| word == "--json");
    let rest = if json { &arguments[1..] } else { arguments };
    if json {
        say::aside();
    }
    let file = ledger(places);
    // What an earlier proof left must not pass for this one's.
    let _ = fs::remove_file(&file);
    let words: Vec<String> = std::iter::once("prove".to_owned()).chain(rest.iter().cloned()).collect();
    let code = super::run(places, &words)?;
    if json {
        print!("{}", fs::read_to_string(&file).map_err(Failure::io("read", &file))?);
    }
    Ok(code)
}
