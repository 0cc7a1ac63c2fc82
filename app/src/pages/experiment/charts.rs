//! Curves, and the same in a table.

use std::fmt::Write as _;

use lab::{Chart, Series, Table};
use leptos::prelude::*;

use super::tables::OneTable;

/// The drawing, in its own units.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 64.0;
const BOTTOM: f64 = 40.0;
const TOP: f64 = 16.0;
const RIGHT: f64 = 16.0;
/// How far above its end the name of a curve stands, and the height of a line.
const NAME_ABOVE: f64 = 8.0;
const LINE: f64 = 15.0;

/// Charts, each with its twin in words.
#[component]
pub(super) fn Charts(charts: Vec<Chart>) -> impl IntoView {
    charts.into_iter().map(|chart| view! { <OneChart chart/> }).collect_view()
}

/// One chart. Curves differ by their dashes, and are named at their ends.
#[component]
fn OneChart(chart: Chart) -> impl IntoView {
    let points = || chart.series.iter().flat_map(|series| &series.points);
    let most =
        |pick: fn(&(f64, f64)) -> f64| points().map(pick).fold(0.0_f64, f64::max).max(f64::MIN_POSITIVE);
    let (across, up) = (most(|point| point.0), most(|point| point.1));
    let x = move |value: f64| LEFT + value / across * (WIDTH - LEFT - RIGHT);
    let y = move |value: f64| HEIGHT - BOTTOM - value / up * (HEIGHT - BOTTOM - TOP);
    let ends: Vec<f64> =
        chart.series.iter().map(|series| y(series.points.last().map_or(0.0, |end| end.1))).collect();
    let names = apart(&ends);
    let curves = chart.series.iter().enumerate().map(|(at, series)| {
        let path = path(series.points.iter().map(|point| (x(point.0), y(point.1))));
        let end = series.points.last().copied().unwrap_or_default();
        view! {
            <path class=format!("curve curve-{at}") d=path/>
            <text class="answer" x=x(end.0) y=names[at] text-anchor="end">{series.name.clone()}</text>
        }
    });
    let table = twin(&chart);
    let floor = HEIGHT - BOTTOM;
    view! {
        <figure class="chart">
            <figcaption>{chart.caption}</figcaption>
            <svg class="diagram" viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">
                <path class="axis" d=format!("M{LEFT} {TOP}V{floor}H{}", WIDTH - RIGHT)/>
                <text class="answer" x=LEFT - 8.0 y=TOP + 8.0 text-anchor="end">{number(up)}</text>
                <text class="answer" x=LEFT - 8.0 y=floor text-anchor="end">"0"</text>
                <text class="answer" x=WIDTH - RIGHT y=floor + 16.0 text-anchor="end">{number(across)}</text>
                <text class="answer" x=LEFT y=floor + 32.0>{format!("{} across, {} up", chart.across, chart.up)}</text>
                {curves.collect_view()}
            </svg>
            <details>
                <summary>"The same in a table"</summary>
                <OneTable table/>
            </details>
        </figure>
    }
}

/// Where the names of curves stand that end at these heights: above their ends, and never one on another.
fn apart(ends: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by(|one, other| ends[*other].total_cmp(&ends[*one]));
    let (mut places, mut below) = (vec![0.0; ends.len()], f64::INFINITY);
    for at in order {
        below = (ends[at] - NAME_ABOVE).min(below - LINE);
        places[at] = below;
    }
    places
}

/// A line through all of these places, in units of the drawing.
fn path(places: impl Iterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (x, y) in places {
        let command = if path.is_empty() { 'M' } else { 'L' };
        let _ = write!(path, "{command}{x:.1} {y:.1}");
    }
    path
}

/// A row for each place along the horizontal axis.
fn twin(chart: &Chart) -> Table {
    let mut places: Vec<f64> =
        chart.series.iter().flat_map(|series| series.points.iter().map(|point| point.0)).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    let at = |series: &Series, place: f64| {
        let point = series.points.iter().find(|point| point.0.total_cmp(&place).is_eq());
        point.map_or_else(String::new, |point| number(point.1))
    };
    let rows = places
        .into_iter()
        .map(|place| {
            let cells = chart.series.iter().map(|series| at(series, place));
            std::iter::once(number(place)).chain(cells).collect()
        })
        .collect();
    let series = chart.series.iter().map(|series| format!("{} ({})", series.name, chart.up));
    Table {
        caption: chart.caption.clone(),
        columns: std::iter::once(chart.across.clone()).chain(series).collect(),
        rows,
    }
}

/// As many digits as matter.
fn number(value: f64) -> String {
    if value.fract() == 0.0 || value >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_curves_that_end_together_stand_apart() {
        assert_eq!(apart(&[100.0, 104.0, 20.0]), [81.0, 96.0, 12.0]);
    }

    #[test]
    fn the_twin_has_every_point() {
        let series =
            |name: &str, points: &[(f64, f64)]| Series { name: name.to_owned(), points: points.to_vec() };
        let chart = Chart {
            caption: "Rows".to_owned(),
            across: "logouts".to_owned(),
            up: "rows".to_owned(),
            series: vec![series("denylist", &[(0.0, 0.0), (10.0, 10.0)]), series("sessions", &[(10.0, 1.5)])],
        };
        let twin = twin(&chart);
        assert_eq!(twin.columns, ["logouts", "denylist (rows)", "sessions (rows)"]);
        assert_eq!(twin.rows, [["0", "0", ""], ["10", "10", "1.50"]]);
    }
}
