//! What was counted and measured, side by side.

use lab::{Bar, Bars, KeptOn, Table};

use super::super::thousands::thousands;
use super::tally::Tally;

/// The time of each way, with its spread and what it asked.
pub(super) fn times(tallies: &[Tally], kept_on: KeptOn) -> Bars {
    let bars = tallies.iter().map(|tally| Bar {
        name: tally.way.name().to_owned(),
        door: tally.way.door(),
        median: tally.percentile(50),
        least: tally.percentile(10),
        most: tally.percentile(90),
        beside: match tally.look_ups {
            0 => asked(tally),
            _ => format!("{} on {}", asked(tally), tally.way.store(kept_on)),
        },
    });
    Bars {
        caption: "Time in the server for one request, and what it asked the store".to_owned(),
        unit: "µs".to_owned(),
        bars: bars.collect(),
    }
}

/// What a request asked, in words.
pub(super) fn asked(tally: &Tally) -> String {
    match tally.look_ups_a_request() {
        0.0 => "no look-up".to_owned(),
        1.0 => "1 look-up".to_owned(),
        some => format!("{some} look-ups"),
    }
}

/// All of it in figures.
pub(super) fn counts(tallies: &[Tally], again: &[u16], kept_on: KeptOn) -> Table {
    let rows = tallies.iter().zip(again).map(|(tally, again)| {
        let micros = |hundredths| thousands(whole(tally.percentile(hundredths)));
        vec![
            tally.way.name().to_owned(),
            tally.way.store(kept_on),
            tally.requests.to_string(),
            tally.look_ups.to_string(),
            tally.touches.to_string(),
            tally.remembered.to_string(),
            micros(50),
            format!("{} to {}", micros(10), micros(90)),
            again.to_string(),
        ]
    });
    let columns = [
        "How the server knows",
        "Kept on",
        "Requests",
        "Look-ups",
        "Writes",
        "Told from memory",
        "µs: median",
        "µs: eight in ten",
        "After signing out",
    ];
    Table {
        caption: "Requests for the profile, in turns, one at a time".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

/// Microseconds, without what nobody can tell.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time, for people")]
pub(super) fn whole(micros: f64) -> u64 {
    micros.round() as u64
}
