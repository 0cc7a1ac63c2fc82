//! `cargo xtask bench --growth`: requests a second as sessions grow from a thousand to ten million, on each store.
//!
//! The rows are not signed in: they are written straight into the store by `bench/load/rows.py`, as the house would have written
//! them. Then a hundred thousand of them ask for their profiles in turns, so that no page of the store is asked for all the time.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::BenchFailure;
use super::arms::{Arm, Engine, Running, Store, TwoDoors};
use super::cores::Cores;
use super::http;
use super::machine::Machine;
use super::measurement::{float, valid, with_cpu_time};
use super::options::Options;
use super::programs::Programs;
use super::rounds::turns;
use super::statistics::Summary;
use super::wrk::Load;
use super::{document, growth_report, report};
use crate::children::clean;
use crate::failure::Failure;
use crate::places::{Places, make_dir};
use crate::say;

/// Its marks in the document.
pub(super) const NAME: &str = "growth";
const SIZES: [u64; 4] = [1_000, 100_000, 1_000_000, 10_000_000];
const QUICK: [u64; 2] = [1_000, 100_000];

/// The session door on each store, without a cache: it is the store that is measured.
const STORES: [TwoDoors; 3] = [
    TwoDoors::session("session-sqlite", "SQLite", Store::Sqlite, false),
    TwoDoors::session("session-postgres", "PostgreSQL", Store::Postgres, false),
    TwoDoors::session("session-redis", "Redis", Store::Redis, false),
];

/// A store with so many sessions in it.
pub(super) struct Filled {
    pub(super) sessions: u64,
    folder: PathBuf,
    /// Kept running all the time: to read ten million keys anew takes Redis longer than to measure it.
    engine: Option<Engine>,
    credentials: PathBuf,
    pub(super) bytes: u64,
    pub(super) a_second: Vec<f64>,
    /// Time of the program and its engine on the core for each request, in microseconds.
    pub(super) cpu_of_each: Vec<f64>,
}

/// What one store did.
pub(super) struct Grown {
    pub(super) name: &'static str,
    pub(super) filled: Vec<Filled>,
}

/// Measures every store that was asked for: 1 if one could not be measured.
pub(super) fn run(
    places: &Places,
    options: &Options,
    cores: Cores,
    ground: &Path,
) -> Result<ExitCode, Failure> {
    let chosen =
        |arm: &&TwoDoors| options.only.is_empty() || options.only.iter().any(|name| name == arm.name());
    let arms: Vec<TwoDoors> = STORES.iter().filter(chosen).copied().collect();
    let programs = Programs::ready(places, options.built.as_deref(), arms.iter().map(|arm| arm as &dyn Arm))?;
    cores.keep_to_servers()?;
    let machine = Machine::look(places, cores);
    let (mut all, mut whole) = (Vec::new(), true);
    for arm in &arms {
        match grow(arm, &programs, options, cores, &ground.join(arm.name())) {
            Ok(grown) => all.push(grown),
            Err(failure) => {
                whole = false;
                say::remark(&failure.to_string());
            }
        }
        report::write(places, "growth", &growth_report::json(&machine, &all))?;
    }
    let table = growth_report::table(options, &machine, &all);
    say::line(&format!("\n{table}"));
    if whole && options.is_for_the_document() {
        document::write(places, NAME, &table)?;
    }
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn grow(
    arm: &TwoDoors,
    programs: &Programs,
    options: &Options,
    cores: Cores,
    folder: &Path,
) -> Result<Grown, Failure> {
    let mut filled = Vec::new();
    for sessions in if options.quick { &QUICK[..] } else { &SIZES[..] } {
        filled.push(fill(arm, programs, *sessions, &folder.join(sessions.to_string()))?);
    }
    for turn in turns(filled.len(), options.rounds) {
        let (rate, cpu) = ask(arm, programs, cores, options.seconds, &mut filled[turn.arm])?;
        let at = &mut filled[turn.arm];
        at.a_second.push(rate);
        at.cpu_of_each.push(cpu);
        say::line(&format!(
            "[{}/{}] {:<18} {:>10} sessions {rate:>8.0} requests/s, {cpu:>6.1} µs of CPU each",
            turn.round + 1,
            options.rounds,
            arm.name(),
            at.sessions
        ));
    }
    Ok(Grown { name: arm.what(), filled })
}

/// Has the house make its tables, closes it, and writes the rows.
fn fill(arm: &TwoDoors, programs: &Programs, sessions: u64, folder: &Path) -> Result<Filled, Failure> {
    say::doing(&format!("Writing {sessions} sessions into {}", arm.what()), "seconds; minutes for millions");
    let running = Running::start(arm, programs, folder)?;
    running.sign_in(arm)?;
    let (engine, address) = (running.stop(), folder.join("two-doors.db"));
    let address = engine
        .as_ref()
        .map_or_else(|| address.to_string_lossy().into_owned(), |engine| engine.url().to_owned());
    let credentials = folder.join("credentials");
    make_dir(folder)?;
    let database = folder.join("two-doors.db");
    let written = clean("python3")
        .arg(programs.load.join("rows.py"))
        .args([arm.store().name(), &address, &sessions.to_string()])
        .args([&database, &credentials])
        .output()
        .map_err(Failure::start("python3"))?;
    let said = String::from_utf8_lossy(&written.stdout);
    let bytes = said.lines().find_map(|line| line.strip_prefix("bytes ")?.parse().ok());
    match bytes {
        Some(bytes) if written.status.success() => Ok(Filled {
            sessions,
            folder: folder.to_owned(),
            engine,
            credentials,
            bytes,
            a_second: Vec::new(),
            cpu_of_each: Vec::new(),
        }),
        _ => Err(BenchFailure::NotMeasured {
            what: format!("{sessions} sessions in {}", arm.what()),
            why: String::from_utf8_lossy(&written.stderr).trim().to_owned(),
        }
        .into()),
    }
}

/// One round: the house opens over these rows, and is asked. Returns requests a second, and microseconds on the core for each.
fn ask(
    arm: &TwoDoors,
    programs: &Programs,
    cores: Cores,
    seconds: u64,
    filled: &mut Filled,
) -> Result<(f64, f64), Failure> {
    let running = Running::start_on(arm, programs, &filled.folder, filled.engine.take())?;
    let script = programs.load.join("profiles.lua");
    let words = [filled.credentials.to_string_lossy().into_owned()];
    let load =
        Load { script: &script, seconds: 2, port: running.place.port, path: arm.profile(), words: &words };
    read_through(&filled.folder);
    // Long enough that whoever asks later finds what a store keeps in memory there.
    let warm = whose(arm, &running, &filled.credentials)
        .and_then(|()| load.run(cores))
        .and_then(|answers| valid(arm, answers));
    let load = Load { seconds, ..load };
    let measured = warm.and_then(|_| with_cpu_time(arm, &running, &load, cores));
    filled.engine = running.stop();
    let (answers, cpu) = measured?;
    Ok((answers.a_second, cpu))
}

/// Reads every file of a store once: this is about looking one up among many, and not about a disk. A system may have taken back the
/// memory of what nobody had asked for in a while.
fn read_through(folder: &Path) {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(mut file) = File::open(&path) {
                // An engine that runs may take one away meanwhile.
                let _ = io::copy(&mut file, &mut io::sink());
            }
        }
    }
}

/// Makes sure that the house reads these rows as its own: the first of them opens the profile of a user who was written with it, and
/// a session that nobody wrote opens none.
fn whose(arm: &TwoDoors, running: &Running, credentials: &Path) -> Result<(), Failure> {
    let written = fs::read_to_string(credentials).map_err(Failure::io("read", credentials))?;
    let written = written.lines().next().unwrap_or_default().to_owned();
    let nobodys = "Cookie: __Host-session=AAAAAAAAAAAAAAAAAAAAAA".to_owned();
    let ask = |header: String| http::send(running.place.port, "GET", arm.profile(), &[header], "");
    match (ask(written), ask(nobodys)) {
        (Ok(one), Ok(other))
            if one.status == 200 && one.body.contains(r#""email":"user-"#) && other.status == 401 =>
        {
            Ok(())
        }
        (one, other) => Err(BenchFailure::NotMeasured {
            what: arm.name().to_owned(),
            why: format!("a session that was written got {one:?}, and one that was not {other:?}"),
        }
        .into()),
    }
}

impl Grown {
    /// The greatest store's requests a second to the smallest's, by their medians.
    pub(super) fn ratio(&self) -> Option<f64> {
        let median = |filled: &Filled| Summary::of(filled.a_second.iter().copied());
        Some(median(self.filled.last()?)?.median / median(self.filled.first()?)?.median)
    }

    /// The same by the time that a request takes on the core.
    pub(super) fn by_cpu_time(&self) -> Option<f64> {
        let median = |filled: &Filled| Summary::of(filled.cpu_of_each.iter().copied());
        Some(median(self.filled.first()?)?.median / median(self.filled.last()?)?.median)
    }

    /// What each session more takes, from the smallest store to the greatest: with its indices, and a user for every ten.
    pub(super) fn bytes_a_session(&self) -> Option<f64> {
        let (first, last) = (self.filled.first()?, self.filled.last()?);
        Some(float(last.bytes.checked_sub(first.bytes)?) / float(last.sessions - first.sessions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(sessions: u64, bytes: u64, a_second: &[f64]) -> Filled {
        let nowhere = PathBuf::new();
        let (a_second, cpu_of_each) = (a_second.to_vec(), a_second.iter().map(|rate| 1e6 / rate).collect());
        let (folder, credentials) = (nowhere.clone(), nowhere);
        Filled { sessions, bytes, a_second, cpu_of_each, folder, engine: None, credentials }
    }

    #[test]
    fn the_greatest_is_held_against_the_smallest() {
        let sizes = vec![
            filled(10, 5_000, &[90.0, 100.0, 110.0]),
            filled(20, 5_500, &[1.0]),
            filled(110, 25_000, &[80.0, 60.0]),
        ];
        let grown = Grown { name: "a store", filled: sizes };
        assert!(grown.ratio().is_some_and(|ratio| (ratio - 0.7).abs() < 1e-9));
        assert!(grown.by_cpu_time().is_some_and(|ratio| (ratio - 0.7).abs() < 0.02));
        assert!(grown.bytes_a_session().is_some_and(|bytes| (bytes - 200.0).abs() < 1e-9));
    }
}
