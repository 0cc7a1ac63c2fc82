//! What was measured, as tables for people.

use std::fmt::Write as _;

use super::machine::Machine;
use super::options::Options;
use super::ratios::{self, Pair};
use super::results::Results;
use super::sign_in::SignIns;
use super::statistics::{Summary, figure, ratio};

/// Its marks in the document.
pub(super) const NAME: &str = "bench";

/// The machine, the arms, the ratios.
pub(super) fn table(
    options: &Options,
    machine: &Machine,
    results: &Results,
    sign_ins: Option<&SignIns>,
) -> String {
    let rounds = format!(
        "{} rounds of {} seconds each, in turns.\n\n{}",
        options.rounds,
        options.seconds,
        machine.list()
    );
    [rounds, arms(results), ratios(results, sign_ins)].join("\n")
}

// Writing to a String cannot fail.
fn arms(results: &Results) -> String {
    let mut table = String::from(
        "| arm | sessions on | requests/s: median (least to most) | p50 ms | p99 ms | p99.9 ms | server µs of CPU a request | load's core busy | memory idle, loaded, peak MiB | start ms | credential bytes |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for arm in &results.arms {
        let Some(rate) = arm.summary(|measured| measured.answers.a_second) else {
            let why = arm.void.first().and_then(|why| why.lines().next()).unwrap_or("not measured");
            let why = why.replace('|', " ");
            let _ = writeln!(table, "| {} | {} | {why} | | | | | | | | |", arm.name, arm.store);
            continue;
        };
        let middle = |of: fn(&super::measurement::Measurement) -> f64, decimals| {
            figure(arm.summary(of).map_or(f64::NAN, |summary| summary.median), decimals)
        };
        let void = if arm.void.is_empty() { String::new() } else { format!("; {} void", arm.void.len()) };
        let _ = writeln!(
            table,
            "| {} | {} | {} ({} to {}{void}) | {} | {} | {} | {} | {} % | {}, {}, {} | {} | {} |",
            arm.name,
            arm.store,
            figure(rate.median, 0),
            figure(rate.least, 0),
            figure(rate.most, 0),
            middle(|measured| measured.answers.p50 / 1e3, 2),
            middle(|measured| measured.answers.p99 / 1e3, 2),
            middle(|measured| measured.answers.p999 / 1e3, 2),
            middle(|measured| measured.cpu_a_request, 1),
            middle(|measured| measured.load_busy * 100.0, 0),
            middle(|measured| mebibytes(measured.idle_kib), 0),
            middle(|measured| mebibytes(measured.loaded_kib), 0),
            middle(|measured| mebibytes(measured.peak_kib), 0),
            middle(|measured| measured.started_ms, 0),
            middle(|measured| f64::from(u32::try_from(measured.credential_bytes).unwrap_or(u32::MAX)), 0),
        );
    }
    table.push('\n');
    for arm in &results.arms {
        let _ = writeln!(table, "- `{}`: {}", arm.name, arm.what);
    }
    table
}

fn ratios(results: &Results, sign_ins: Option<&SignIns>) -> String {
    let mut table = String::from(
        "| ratio | goal | requests/s: median (least to most) | | by CPU time | of what |\n| --- | ---: | ---: | --- | ---: | --- |\n",
    );
    for ratio in ratios::ALL {
        line(&mut table, (ratio.name, Some(ratio.goal)), compared(ratio.pair, results), &said(ratio.pair));
        for pair in ratio.also {
            line(&mut table, ("", None), compared(*pair, results), &said(*pair));
        }
    }
    let what = "sign-ins of `session-sqlite` a second to Argon2id alone, the same parameters, the same core";
    let measured = (sign_ins.and_then(SignIns::ratio), sign_ins.and_then(SignIns::by_cpu_time));
    line(&mut table, ("sign_in_vs_argon2", Some(super::report::SIGN_IN_GOAL)), measured, what);
    table
}

fn line(
    table: &mut String,
    (name, goal): (&str, Option<f64>),
    (measured, by_cpu): (Option<Summary>, Option<Summary>),
    what: &str,
) {
    let name = if name.is_empty() { String::new() } else { format!("`{name}`") };
    let asked = goal.map(|goal| format!("≥\u{a0}{goal}")).unwrap_or_default();
    let (figure, verdict) = match (measured, goal) {
        (None, _) => ("not measured".to_owned(), ""),
        (Some(measured), goal) => {
            let Summary { median, least, most, .. } = measured;
            let figure = format!("{} ({} to {})", ratio(median), ratio(least), ratio(most));
            let met = goal.map(|goal| if measured.median >= goal { "met" } else { "**missed**" });
            (figure, met.unwrap_or_default())
        }
    };
    let by_cpu = by_cpu.map(|measured| ratio(measured.median)).unwrap_or_default();
    let _ = writeln!(table, "| {name} | {asked} | {figure} | {verdict} | {by_cpu} | {what} |");
}

fn compared(pair: Pair, results: &Results) -> (Option<Summary>, Option<Summary>) {
    (pair.of(results), pair.by_cpu_time(results))
}

fn said(pair: Pair) -> String {
    format!("`{}` to `{}`", pair.ours, pair.theirs)
}

#[expect(clippy::cast_precision_loss, reason = "memory, for people")]
fn mebibytes(kibibytes: u64) -> f64 {
    kibibytes as f64 / 1024.0
}
