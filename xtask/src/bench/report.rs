//! What was measured, as JSON for machines: every round, and `ratios` as plain numbers.

use std::fs;

use super::json::Json;
use super::machine::Machine;
use super::measurement::Measurement;
use super::options::Options;
use super::ratios::{self, Pair};
use super::results::{ArmResults, Results};
use super::sign_in::SignIns;
use super::statistics::Summary;
use crate::failure::Failure;
use crate::places::{Places, make_dir};

/// What sign-ins should reach of the bare hash.
pub(super) const SIGN_IN_GOAL: f64 = 0.9;

/// The whole run.
pub(super) fn json(
    options: &Options,
    machine: &Machine,
    results: &Results,
    sign_ins: Option<&SignIns>,
) -> Json {
    let sign_in = sign_ins.and_then(SignIns::ratio);
    let plain = ratios::ALL
        .iter()
        .map(|ratio| (ratio.name, median(ratio.pair.of(results))))
        .chain([("sign_in_vs_argon2", median(sign_in))]);
    let in_full = ratios::ALL.iter().map(|ratio| {
        let also = ratio.also.iter().map(|also| compared(*also, results));
        let members = [
            ("goal", Json::number(ratio.goal)),
            ("pair", compared(ratio.pair, results)),
            ("also", Json::list(also)),
        ];
        (ratio.name, Json::object(members))
    });
    let numbers = |of: fn(&SignIns) -> &Vec<f64>| {
        Json::list(sign_ins.map(of).into_iter().flatten().map(|number| Json::number(*number)))
    };
    Json::object([
        ("machine", machine.json()),
        ("rounds", Json::number(options.rounds.to_string().parse().unwrap_or(f64::NAN))),
        ("seconds", Json::count(options.seconds)),
        ("quick", Json::text(if options.quick { "yes: no figure here is worth keeping" } else { "no" })),
        ("ratios", Json::object(plain)),
        ("ratios_in_full", Json::object(in_full)),
        ("arms", Json::list(results.arms.iter().map(arm))),
        ("sign_ins_a_second", numbers(|measured| &measured.sign_ins.a_second)),
        ("sign_in_cpu_us", numbers(|measured| &measured.sign_ins.cpu_of_each)),
        ("argon2id_a_second", numbers(|measured| &measured.hashes.a_second)),
        ("argon2id_cpu_us", numbers(|measured| &measured.hashes.cpu_of_each)),
        ("sign_in_vs_argon2_by_cpu_time", summary(sign_ins.and_then(SignIns::by_cpu_time))),
    ])
}

/// Writes it to `target/bench/<name>.json`.
pub(super) fn write(places: &Places, name: &str, json: &Json) -> Result<(), Failure> {
    let folder = places.root.join("target/bench");
    make_dir(&folder)?;
    let file = folder.join(format!("{name}.json"));
    fs::write(&file, format!("{json}\n")).map_err(Failure::io("write", &file))
}

fn arm(arm: &ArmResults) -> Json {
    let rounds = arm.rounds.iter().map(|(round, measured)| {
        let mut members = vec![("round", Json::number(round.to_string().parse().unwrap_or(f64::NAN)))];
        members.extend(figures(measured));
        Json::object(members)
    });
    let middle = |figure: fn(&Measurement) -> f64| summary(arm.summary(figure));
    Json::object([
        ("name", Json::text(arm.name)),
        ("what", Json::text(arm.what)),
        ("sessions_on", Json::text(arm.store)),
        ("requests_a_second", middle(|measured| measured.answers.a_second)),
        ("p50_us", middle(|measured| measured.answers.p50)),
        ("p99_us", middle(|measured| measured.answers.p99)),
        ("p999_us", middle(|measured| measured.answers.p999)),
        ("server_cpu_us_a_request", middle(|measured| measured.cpu_a_request)),
        ("void", Json::list(arm.void.iter().map(|why| Json::text(why)))),
        ("rounds", Json::list(rounds)),
    ])
}

fn figures(measured: &Measurement) -> [(&'static str, Json); 12] {
    [
        ("requests", Json::count(measured.answers.requests)),
        ("requests_a_second", Json::number(measured.answers.a_second)),
        ("p50_us", Json::number(measured.answers.p50)),
        ("p99_us", Json::number(measured.answers.p99)),
        ("p999_us", Json::number(measured.answers.p999)),
        ("server_cpu_us_a_request", Json::number(measured.cpu_a_request)),
        ("load_core_busy", Json::number(measured.load_busy)),
        ("memory_idle_kib", Json::count(measured.idle_kib)),
        ("memory_loaded_kib", Json::count(measured.loaded_kib)),
        ("memory_peak_kib", Json::count(measured.peak_kib)),
        ("start_up_ms", Json::number(measured.started_ms)),
        ("credential_bytes", Json::count(measured.credential_bytes as u64)),
    ]
}

fn compared(pair: Pair, results: &Results) -> Json {
    Json::object([
        ("ours", Json::text(pair.ours)),
        ("theirs", Json::text(pair.theirs)),
        ("ratio", summary(pair.of(results))),
        ("by_cpu_time", summary(pair.by_cpu_time(results))),
    ])
}

fn median(summary: Option<Summary>) -> Json {
    summary.map_or_else(Json::null, |summary| Json::number(summary.median))
}

fn summary(summary: Option<Summary>) -> Json {
    summary.map_or_else(Json::null, |summary| {
        Json::object([
            ("median", Json::number(summary.median)),
            ("least", Json::number(summary.least)),
            ("most", Json::number(summary.most)),
        ])
    })
}
