//! `cargo xtask bench`: what a session costs, beside what people would use instead. One run, one machine.
//!
//! ```text
//! arms/          who is compared, and how each is started and signed in to
//! rounds.rs      who is measured when
//! measurement.rs one arm, once: wrk.rs sends the load, processes.rs reads what it took
//! ratios.rs      the figures that matter
//! growth.rs      the same as sessions grow to ten million
//! ```

mod arms;
mod cores;
mod document;
mod failure;
mod growth;
mod growth_report;
mod http;
mod json;
mod machine;
mod measurement;
mod options;
mod processes;
mod programs;
mod ratios;
mod report;
mod results;
mod rounds;
mod sign_in;
mod statistics;
mod table;
mod wrk;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use crate::failure::Failure;
use crate::places::{Places, make_dir};
use crate::say;
use arms::Arm;
use cores::Cores;
pub(crate) use failure::BenchFailure;
use machine::Machine;
use options::Options;
use programs::{Program, Programs};
use results::{ArmResults, Results};

/// The verb `bench`: 1 if an arm could not be measured.
pub(crate) fn run(places: &Places, arguments: &[String]) -> Result<ExitCode, Failure> {
    if arguments.iter().any(|word| matches!(word.as_str(), "--help" | "-h")) {
        say::line(options::USAGE);
        return Ok(ExitCode::SUCCESS);
    }
    let options = Options::parse(arguments)?;
    if options.prepare {
        return prepare(places, &options);
    }
    let cores = Cores::find()?;
    let ground = Ground::make()?;
    if options.growth {
        return growth::run(places, &options, cores, &ground.0);
    }
    let arms = arms::named(&options.only)?;
    let programs = Programs::ready(places, options.built.as_deref(), arms.iter().map(AsRef::as_ref))?;
    // Everything from here on shares the server's core, but the load.
    cores.keep_to_servers()?;
    let machine = Machine::look(places, cores);
    let sign_in_arm =
        arms.iter().find(|arm| arm.program() == Program::TwoDoors && arm.name() == "session-sqlite");

    let mut results = Results { arms: arms.iter().map(|arm| nothing_yet(arm.as_ref())).collect() };
    for turn in rounds::turns(arms.len(), options.rounds) {
        let arm = arms[turn.arm].as_ref();
        let so_far = &mut results.arms[turn.arm];
        match measurement::measure(arm, &programs, cores, &ground.0.join("arm"), options.seconds) {
            Ok(measured) => {
                say::line(&format!(
                    "[{}/{}] {:<24} {:>8.0} requests/s, p99 {:>7.2} ms, {:>6.1} µs of CPU each",
                    turn.round + 1,
                    options.rounds,
                    arm.name(),
                    measured.answers.a_second,
                    measured.answers.p99 / 1e3,
                    measured.cpu_a_request,
                ));
                so_far.rounds.push((turn.round, measured));
            }
            Err(failure) => {
                say::line(&format!("[{}/{}] {:<24} {failure}", turn.round + 1, options.rounds, arm.name()));
                so_far.void.push(failure.to_string());
            }
        }
        // Whoever stops it half-way keeps what there is.
        report::write(places, "bench", &report::json(&options, &machine, &results, None))?;
    }
    let sign_ins = match sign_in_arm {
        Some(arm) => {
            say::doing("Measuring sign-ins and the bare hash in turns", "two minutes");
            let folder = ground.0.join("arm");
            let measured = sign_in::measure(arm.as_ref(), &programs, cores, &folder, &options);
            measured.inspect_err(|failure| say::remark(&failure.to_string())).ok()
        }
        None => None,
    };
    report::write(places, "bench", &report::json(&options, &machine, &results, sign_ins.as_ref()))?;
    let table = table::table(&options, &machine, &results, sign_ins.as_ref());
    say::line(&format!("\n{table}"));
    if options.is_for_the_document() {
        document::write(places, table::NAME, &table)?;
    }
    let whole = results.are_whole() && sign_ins.is_some() == sign_in_arm.is_some();
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What takes long the first time, done beforehand: the machine has to be quiet only for what is measured.
fn prepare(places: &Places, options: &Options) -> Result<ExitCode, Failure> {
    let arms = arms::named(&options.only)?;
    Programs::ready(places, options.built.as_deref(), arms.iter().map(AsRef::as_ref))?;
    say::line("Everything is ready to be measured.");
    Ok(ExitCode::SUCCESS)
}

fn nothing_yet(arm: &dyn Arm) -> ArmResults {
    ArmResults {
        name: arm.name(),
        what: arm.what(),
        store: arm.store().name(),
        rounds: Vec::new(),
        void: Vec::new(),
    }
}

/// A folder for databases, gone afterwards. Not in the checkout: PostgreSQL runs as somebody else, who may not look in there.
struct Ground(PathBuf);

impl Ground {
    fn make() -> Result<Self, Failure> {
        let folder = env::temp_dir().join(format!("two-doors-bench-{}", std::process::id()));
        make_dir(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let gone: &Path = &self.0;
        let _ = fs::remove_dir_all(gone);
    }
}
