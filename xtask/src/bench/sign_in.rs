//! Sign-ins a second, held against the password hash that each of them costs.

use std::path::Path;

use super::BenchFailure;
use super::arms::{Arm, Running};
use super::cores::Cores;
use super::measurement::valid;
use super::programs::Programs;
use super::rounds::turns;
use super::wrk::Load;
use crate::children::clean;
use crate::failure::Failure;
use crate::say;

/// Rounds of each; a hash takes long, so few of them fit into one.
const ROUNDS: usize = 4;

/// What was measured, round by round, both a second.
#[derive(Debug, Default)]
pub(super) struct SignIns {
    pub(super) sign_ins: Vec<f64>,
    pub(super) hashes: Vec<f64>,
}

/// Measures both in turns: the house's sign-ins over the session door, and the hash alone.
pub(super) fn measure(
    arm: &dyn Arm,
    programs: &Programs,
    cores: Cores,
    folder: &Path,
    seconds: u64,
) -> Result<SignIns, Failure> {
    let running = Running::start(arm, programs, folder)?;
    running.sign_in(arm)?;
    let script = programs.load.join("sign_in.lua");
    let load =
        Load { script: &script, seconds, port: running.place.port, path: "/api/session/login", words: &[] };
    let mut measured = SignIns::default();
    for turn in turns(2, ROUNDS) {
        if turn.arm == 0 {
            measured.sign_ins.push(valid(arm, load.run(cores)?)?.a_second);
        } else {
            measured.hashes.push(hashes_alone(programs, seconds)?);
        }
    }
    say::remark(&format!(
        "sign-ins a second: {:.1?}; the hash alone: {:.1?}",
        measured.sign_ins, measured.hashes
    ));
    Ok(measured)
}

fn hashes_alone(programs: &Programs, seconds: u64) -> Result<f64, Failure> {
    let output = clean(&programs.argon2id).arg(seconds.to_string()).output();
    let output = output.map_err(Failure::start("argon2id_in_a_loop"))?;
    String::from_utf8_lossy(&output.stdout).trim().parse().map_err(|_| {
        BenchFailure::NotMeasured {
            what: "the password hash alone".to_owned(),
            why: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        }
        .into()
    })
}
