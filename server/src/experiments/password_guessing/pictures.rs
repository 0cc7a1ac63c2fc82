//! What was counted and measured, as tables and curves.

use std::time::Duration;

use lab::{Chart, Series, Table};

use super::super::stage::Guessed;
use super::super::thousands::thousands;
use super::siege::Siege;

/// How long the guesses are counted for a point of the curve.
const SLICE: Duration = Duration::from_millis(250);
/// Points of the other curve, at most.
const POINTS: usize = 24;

/// Guesses a second, from the first to the last.
pub(super) fn rates(guessed: &Guessed) -> Chart {
    let slices = (guessed.took.as_millis() / SLICE.as_millis()).max(1);
    let rate = |slice: u128, looked_at: bool| {
        let within = |at: Duration| at.as_millis() / SLICE.as_millis() == slice;
        let counted = guessed.answers.iter().filter(|one| within(one.at) && (one.status != 429) == looked_at);
        float(counted.count()) / SLICE.as_secs_f64()
    };
    let points = |looked_at| {
        (0..slices)
            .map(|slice| {
                let end = SLICE * (u32::try_from(slice).unwrap_or(u32::MAX).saturating_add(1));
                (end.as_secs_f64(), rate(slice, looked_at))
            })
            .collect()
    };
    let mut series = vec![Series { name: "looked at".to_owned(), points: points(true) }];
    if guessed.refused() > 0 {
        series.push(Series { name: "sent away".to_owned(), points: points(false) });
    }
    Chart {
        caption: "Guesses a second, counted every quarter of a second".to_owned(),
        across: "seconds".to_owned(),
        up: "guesses a second".to_owned(),
        series,
    }
}

/// The same, added up.
pub(super) fn counts(guessed: &Guessed) -> Table {
    let seconds = guessed.took.as_secs_f64();
    let (looked_at, refused) = (guessed.looked_at(), guessed.refused());
    let rate = |count: u64| format!("{:.0}", float(usize::try_from(count).unwrap_or(usize::MAX)) / seconds);
    let row = |what: &str, count: u64| vec![what.to_owned(), thousands(count), rate(count)];
    Table {
        caption: format!("What came of the guesses in {seconds:.1} s. This room hashes nothing"),
        columns: ["What", "How many", "A second"].map(str::to_owned).to_vec(),
        rows: vec![
            row("Guesses that were looked at", looked_at),
            row("Guesses that were sent away (429)", refused),
            row("Requests in all", guessed.requests),
        ],
    }
}

/// Guesses that were looked at, over the time that passed on a clock that was moved by hand: a curve for each way to wait.
pub(super) fn course(sieges: &[(&str, &Siege)]) -> Chart {
    let long = sieges.iter().any(|(_, siege)| siege.seconds > 2 * 24 * 60 * 60);
    let (unit, time): (_, fn(i64) -> f64) = if long { ("days", days) } else { ("hours", hours) };
    let series = sieges.iter().map(|(name, siege)| {
        let (step, last) = (siege.course.len().div_ceil(POINTS).max(1), siege.course.len().saturating_sub(1));
        let shown = |place: &usize| place.is_multiple_of(step) || *place == last;
        let points = (0..siege.course.len()).filter(shown);
        let points = points.map(|place| (time(siege.course[place]), float(place + 1))).collect();
        Series { name: (*name).to_owned(), points }
    });
    Chart {
        caption: "Guesses that were looked at, one after the other".to_owned(),
        across: format!("{unit} on a clock that was moved by hand"),
        up: "guesses".to_owned(),
        series: series.collect(),
    }
}

/// Seconds as days.
pub(super) fn days(seconds: i64) -> f64 {
    hours(seconds) / 24.0
}

/// Seconds as hours.
pub(super) fn hours(seconds: i64) -> f64 {
    i32::try_from(seconds).map_or(f64::MAX, f64::from) / 3_600.0
}

fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
