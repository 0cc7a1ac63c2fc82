//! What was measured as sessions grow, for machines and for people.

use super::growth::Grown;
use super::json::Json;
use super::machine::Machine;
use super::options::Options;
use super::statistics::{Summary, figure, grouped, ratio};

/// What the greatest is to reach of the smallest.
const GOAL: f64 = 0.8;

/// Every round.
pub(super) fn json(machine: &Machine, all: &[Grown]) -> Json {
    let stores = all.iter().map(|grown| {
        let sizes = grown.filled.iter().map(|filled| {
            Json::object([
                ("sessions", Json::count(filled.sessions)),
                ("bytes", Json::count(filled.bytes)),
                ("requests_a_second", Json::list(filled.a_second.iter().map(|rate| Json::number(*rate)))),
                ("server_cpu_us", Json::list(filled.cpu_of_each.iter().map(|cpu| Json::number(*cpu)))),
            ])
        });
        Json::object([
            ("store", Json::text(grown.name)),
            ("greatest_to_smallest", grown.ratio().map_or_else(Json::null, Json::number)),
            ("by_cpu_time", grown.by_cpu_time().map_or_else(Json::null, Json::number)),
            ("bytes_a_session", grown.bytes_a_session().map_or_else(Json::null, Json::number)),
            ("sizes", Json::list(sizes)),
        ])
    });
    Json::object([("machine", machine.json()), ("stores", Json::list(stores))])
}

/// The machine, and a line for each store.
pub(super) fn table(options: &Options, machine: &Machine, all: &[Grown]) -> String {
    let sizes: Vec<u64> = all
        .first()
        .map(|grown| grown.filled.iter().map(|filled| filled.sessions).collect())
        .unwrap_or_default();
    let heads: Vec<_> =
        sizes.iter().map(|sessions| format!(" {} |", grouped(sessions.to_string()))).collect();
    let mut lines = vec![
        format!(
            "{} rounds of {} seconds each, in turns.\n\n{}",
            options.rounds,
            options.seconds,
            machine.list()
        ),
        format!(
            "| requests/s at so many sessions |{} last to first (≥\u{a0}{GOAL}) | by CPU time | bytes a session |",
            heads.concat()
        ),
        format!("| --- |{} ---: | ---: | ---: |", " ---: |".repeat(sizes.len())),
    ];
    for grown in all {
        let cells: Vec<_> = grown
            .filled
            .iter()
            .map(|filled| {
                let rate = Summary::of(filled.a_second.iter().copied());
                rate.map_or_else(
                    || " |".to_owned(),
                    |rate| {
                        format!(
                            " {} ({} to {}) |",
                            figure(rate.median, 0),
                            figure(rate.least, 0),
                            figure(rate.most, 0)
                        )
                    },
                )
            })
            .collect();
        let to_the_smallest = grown.ratio().map_or_else(String::new, |measured| {
            format!("{} {}", ratio(measured), if measured >= GOAL { "met" } else { "**missed**" })
        });
        let by_cpu = grown.by_cpu_time().map_or_else(String::new, ratio);
        let bytes = grown.bytes_a_session().map_or_else(String::new, |bytes| figure(bytes, 0));
        lines.push(format!("| {} |{} {to_the_smallest} | {by_cpu} | {bytes} |", grown.name, cells.concat()));
    }
    lines.join("\n")
}
