//! One arm in one round: started, signed in to, loaded, stopped.

use std::path::Path;

use super::BenchFailure;
use super::arms::{Arm, Running};
use super::cores::Cores;
use super::processes;
use super::programs::Programs;
use super::wrk::{Answers, Load};
use crate::failure::Failure;

/// The load before the one that counts, in seconds.
const WARM_UP: u64 = 1;

/// What one round says of one arm.
#[derive(Clone, Debug, Default)]
pub(super) struct Measurement {
    pub(super) answers: Answers,
    /// Time on the server's core for each request, in microseconds: the program's and its engine's. Other processes on the machine
    /// lengthen everything here but this.
    pub(super) cpu_a_request: f64,
    /// How much of the load's core the load took: near 1 it is the load that was measured.
    pub(super) load_busy: f64,
    /// Memory of the program, without its engine, in KiB: signed in to but idle, right after the load, and the most it had.
    pub(super) idle_kib: u64,
    pub(super) loaded_kib: u64,
    pub(super) peak_kib: u64,
    /// From the start of the process to the first answer, in milliseconds.
    pub(super) started_ms: f64,
    /// What the credential adds to a request, in bytes.
    pub(super) credential_bytes: usize,
}

/// Measures an arm once, for so many seconds.
pub(super) fn measure(
    arm: &dyn Arm,
    programs: &Programs,
    cores: Cores,
    folder: &Path,
    seconds: u64,
) -> Result<Measurement, Failure> {
    let running = Running::start(arm, programs, folder)?;
    let credential = running.sign_in(arm)?;
    let script = programs.load.join("profile.lua");
    let words = [credential.header.clone()];
    let load = Load {
        script: &script,
        seconds: WARM_UP,
        port: running.place.port,
        path: arm.profile(),
        words: &words,
    };
    let idle_kib = processes::memory_of_tree(running.process());
    valid(arm, load.run(cores)?)?;
    let load_before = processes::time_of_ended_children();
    let (answers, cpu_a_request) = with_cpu_time(arm, &running, &Load { seconds, ..load }, cores)?;
    let load = processes::time_of_ended_children() - load_before;
    Ok(Measurement {
        answers,
        cpu_a_request,
        load_busy: float(load) / 1e6 / float(seconds),
        idle_kib,
        loaded_kib: processes::memory_of_tree(running.process()),
        peak_kib: processes::peak_of_tree(running.process()),
        started_ms: running.started_in.as_secs_f64() * 1e3,
        credential_bytes: credential.bytes(),
    })
}

/// Sends the load. Returns what was answered, and how many microseconds on a core each request took the program and its engine.
pub(super) fn with_cpu_time(
    arm: &dyn Arm,
    running: &Running,
    load: &Load<'_>,
    cores: Cores,
) -> Result<(Answers, f64), Failure> {
    let before = server_time(running);
    let answers = valid(arm, load.run(cores)?)?;
    Ok((answers, float(server_time(running) - before) / float(answers.requests)))
}

/// One error voids the round.
pub(super) fn valid(arm: &dyn Arm, answers: Answers) -> Result<Answers, Failure> {
    match answers.void() {
        None => Ok(answers),
        Some(why) => Err(BenchFailure::NotMeasured { what: arm.name().to_owned(), why }.into()),
    }
}

fn server_time(running: &Running) -> u64 {
    let engine = running.engine.as_ref().and_then(super::arms::Engine::process);
    processes::time_of_tree(running.process()) + engine.map_or(0, processes::time_of_tree)
}

/// For a quotient.
#[expect(clippy::cast_precision_loss, reason = "counts and microseconds of a few seconds")]
pub(super) fn float(count: u64) -> f64 {
    count as f64
}
