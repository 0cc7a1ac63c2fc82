//! `cargo xtask bench --growth`: requests a second as sessions grow from a thousand to ten million, on each store.
//!
//! The rows are not signed in: they are written straight into the store by `bench/load/rows.py`, as the house would have written
//! them. Then ten thousand of them ask for their profiles in turns, so that no page of the store is asked for all the time.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::BenchFailure;
use super::arms::{Arm, Engine, Running, Store, TwoDoors};
use super::cores::Cores;
use super::json::Json;
use super::machine::Machine;
use super::measurement::valid;
use super::options::Options;
use super::programs::Programs;
use super::rounds::turns;
use super::statistics::Summary;
use super::wrk::Load;
use super::{document, report};
use crate::children::clean;
use crate::failure::Failure;
use crate::places::{Places, make_dir};
use crate::say;

/// Its marks in the document.
pub(super) const NAME: &str = "growth";
/// What the greatest is to reach of the smallest.
const GOAL: f64 = 0.8;
const SIZES: [u64; 5] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
const QUICK: [u64; 2] = [1_000, 100_000];

/// The session door on each store, without a cache: it is the store that is measured.
const STORES: [TwoDoors; 3] = [
    TwoDoors::session("session-sqlite", "SQLite", Store::Sqlite, false),
    TwoDoors::session("session-postgres", "PostgreSQL", Store::Postgres, false),
    TwoDoors::session("session-redis", "Redis", Store::Redis, false),
];

/// A store with so many sessions in it.
struct Filled {
    sessions: u64,
    folder: PathBuf,
    /// Kept running all the time: to read ten million keys anew takes Redis longer than to measure it.
    engine: Option<Engine>,
    credentials: PathBuf,
    bytes: u64,
    a_second: Vec<f64>,
}

/// What one store did.
struct Grown {
    name: &'static str,
    filled: Vec<Filled>,
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
    let programs = Programs::ready(places, arms.iter().map(|arm| arm as &dyn Arm))?;
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
        report::write(places, "growth", &json(&machine, &all))?;
    }
    let table = table(options, &machine, &all);
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
        let rate = ask(arm, programs, cores, options.seconds, &mut filled[turn.arm])?;
        let at = &mut filled[turn.arm];
        at.a_second.push(rate);
        say::line(&format!(
            "[{}/{}] {:<18} {:>10} sessions {rate:>8.0} requests/s",
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
        }),
        _ => Err(BenchFailure::NotMeasured {
            what: format!("{sessions} sessions in {}", arm.what()),
            why: String::from_utf8_lossy(&written.stderr).trim().to_owned(),
        }
        .into()),
    }
}

/// One round: the house opens over these rows, and is asked.
fn ask(
    arm: &TwoDoors,
    programs: &Programs,
    cores: Cores,
    seconds: u64,
    filled: &mut Filled,
) -> Result<f64, Failure> {
    let running = Running::start_on(arm, programs, &filled.folder, filled.engine.take())?;
    let script = programs.load.join("profiles.lua");
    let words = [filled.credentials.to_string_lossy().into_owned()];
    let load =
        Load { script: &script, seconds: 2, port: running.place.port, path: arm.profile(), words: &words };
    // Long enough that whoever asks later finds what a store keeps in memory there.
    let warm = load.run(cores).and_then(|answers| valid(arm, answers));
    let measured =
        warm.and_then(|_| Load { seconds, ..load }.run(cores)).and_then(|answers| valid(arm, answers));
    filled.engine = running.stop();
    Ok(measured?.a_second)
}

fn json(machine: &Machine, all: &[Grown]) -> Json {
    let stores = all.iter().map(|grown| {
        let sizes = grown.filled.iter().map(|filled| {
            Json::object([
                ("sessions", Json::count(filled.sessions)),
                ("bytes", Json::count(filled.bytes)),
                ("requests_a_second", Json::list(filled.a_second.iter().map(|rate| Json::number(*rate)))),
            ])
        });
        Json::object([
            ("store", Json::text(grown.name)),
            ("greatest_to_smallest", grown.ratio().map_or_else(Json::null, Json::number)),
            ("bytes_a_session", grown.bytes_a_session().map_or_else(Json::null, Json::number)),
            ("sizes", Json::list(sizes)),
        ])
    });
    Json::object([("machine", machine.json()), ("stores", Json::list(stores))])
}

impl Grown {
    /// The greatest store's requests a second to the smallest's, by their medians.
    fn ratio(&self) -> Option<f64> {
        let median = |filled: &Filled| Summary::of(filled.a_second.iter().copied());
        Some(median(self.filled.last()?)?.median / median(self.filled.first()?)?.median)
    }

    /// What each session more takes, from the smallest store to the greatest: with its indices, and a user for every ten.
    fn bytes_a_session(&self) -> Option<f64> {
        let (first, last) = (self.filled.first()?, self.filled.last()?);
        Some(float(last.bytes.checked_sub(first.bytes)?) / float(last.sessions - first.sessions))
    }
}

fn table(options: &Options, machine: &Machine, all: &[Grown]) -> String {
    let sizes: Vec<u64> = all
        .first()
        .map(|grown| grown.filled.iter().map(|filled| filled.sessions).collect())
        .unwrap_or_default();
    let heads: Vec<_> = sizes.iter().map(|sessions| format!(" {sessions} |")).collect();
    let mut lines = vec![
        format!(
            "{} rounds of {} seconds each, in turns.\n\n{}",
            options.rounds,
            options.seconds,
            machine.list()
        ),
        format!(
            "| requests/s at so many sessions |{} last to first (≥ {GOAL}) | bytes a session |",
            heads.concat()
        ),
        format!("| --- |{} --- | --- |", " --- |".repeat(sizes.len())),
    ];
    for grown in all {
        let cells: Vec<_> = grown
            .filled
            .iter()
            .map(|filled| {
                let rate = Summary::of(filled.a_second.iter().copied());
                rate.map_or_else(
                    || " |".to_owned(),
                    |rate| format!(" {:.0} ({:.0} to {:.0}) |", rate.median, rate.least, rate.most),
                )
            })
            .collect();
        let ratio = grown.ratio().map_or_else(String::new, |ratio| {
            format!("{ratio:.2} {}", if ratio >= GOAL { "met" } else { "**missed**" })
        });
        let bytes = grown.bytes_a_session().map_or_else(String::new, |bytes| format!("{bytes:.0}"));
        lines.push(format!("| {} |{} {ratio} | {bytes} |", grown.name, cells.concat()));
    }
    lines.join("\n")
}

#[expect(clippy::cast_precision_loss, reason = "bytes and rows, for a quotient")]
fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(sessions: u64, bytes: u64, a_second: &[f64]) -> Filled {
        let nowhere = PathBuf::new();
        let a_second = a_second.to_vec();
        Filled { sessions, bytes, a_second, folder: nowhere.clone(), engine: None, credentials: nowhere }
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
        assert!(grown.bytes_a_session().is_some_and(|bytes| (bytes - 200.0).abs() < 1e-9));
    }
}
