//! Sign-ins a second, held against the password hash that each of them costs.

use std::path::Path;

use super::BenchFailure;
use super::arms::{Arm, Running};
use super::cores::Cores;
use super::measurement::{float, with_cpu_time};
use super::options::Options;
use super::processes;
use super::programs::Programs;
use super::rounds::turns;
use super::statistics::Summary;
use super::wrk::Load;
use crate::children::clean;
use crate::failure::Failure;
use crate::say;

/// What was measured of one of the two, round by round.
#[derive(Debug, Default)]
pub(super) struct Rounds {
    pub(super) a_second: Vec<f64>,
    /// Time on the core for each, in microseconds.
    pub(super) cpu_of_each: Vec<f64>,
}

/// What was measured of both.
#[derive(Debug, Default)]
pub(super) struct SignIns {
    pub(super) sign_ins: Rounds,
    pub(super) hashes: Rounds,
}

impl SignIns {
    /// Sign-ins to hashes, round by round: by the clock on the wall.
    pub(super) fn ratio(&self) -> Option<Summary> {
        compare(&self.sign_ins.a_second, &self.hashes.a_second)
    }

    /// The same by the time that each takes on the core.
    pub(super) fn by_cpu_time(&self) -> Option<Summary> {
        compare(&self.hashes.cpu_of_each, &self.sign_ins.cpu_of_each)
    }
}

fn compare(ours: &[f64], theirs: &[f64]) -> Option<Summary> {
    Summary::of(ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs))
}

impl Rounds {
    fn add(&mut self, (a_second, cpu_of_each): (f64, f64)) {
        self.a_second.push(a_second);
        self.cpu_of_each.push(cpu_of_each);
    }
}

/// Measures both in turns: the house's sign-ins over the session door, and the hash alone.
pub(super) fn measure(
    arm: &dyn Arm,
    programs: &Programs,
    cores: Cores,
    folder: &Path,
    options: &Options,
) -> Result<SignIns, Failure> {
    let running = Running::start(arm, programs, folder)?;
    running.sign_in(arm)?;
    let script = programs.load.join("sign_in.lua");
    let (seconds, port) = (options.seconds, running.place.port);
    let load = Load { script: &script, seconds, port, path: "/api/session/login", words: &[] };
    let mut measured = SignIns::default();
    for turn in turns(2, options.rounds) {
        if turn.arm == 0 {
            let (answers, cpu_of_each) = with_cpu_time(arm, &running, &load, cores)?;
            measured.sign_ins.add((answers.a_second, cpu_of_each));
        } else {
            measured.hashes.add(hashes_alone(programs, seconds)?);
        }
    }
    say::remark(&format!(
        "sign-ins a second: {:.1?}; the hash alone: {:.1?}",
        measured.sign_ins.a_second, measured.hashes.a_second
    ));
    Ok(measured)
}

/// Hashes a second, and microseconds on the core for each.
fn hashes_alone(programs: &Programs, seconds: u64) -> Result<(f64, f64), Failure> {
    let before = processes::time_of_ended_children();
    let output = clean(&programs.argon2id).arg(seconds.to_string()).output();
    let output = output.map_err(Failure::start("argon2id_in_a_loop"))?;
    let taken = processes::time_of_ended_children() - before;
    let a_second: f64 = String::from_utf8_lossy(&output.stdout).trim().parse().map_err(|_| {
        Failure::from(BenchFailure::NotMeasured {
            what: "the password hash alone".to_owned(),
            why: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        })
    })?;
    // It ends with the first hash after that time: a hash more or less of some hundred.
    Ok((a_second, float(taken) / (a_second * float(seconds))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_ins_are_held_against_hashes_both_ways() {
        let rounds =
            |a_second, cpu_of_each| Rounds { a_second: vec![a_second], cpu_of_each: vec![cpu_of_each] };
        let measured = SignIns { sign_ins: rounds(45.0, 20_000.0), hashes: rounds(50.0, 19_000.0) };
        let (wall, cpu) = (measured.ratio().expect("a round"), measured.by_cpu_time().expect("a round"));
        assert!((wall.median - 0.9).abs() < 1e-9 && (cpu.median - 0.95).abs() < 1e-9);
    }
}
