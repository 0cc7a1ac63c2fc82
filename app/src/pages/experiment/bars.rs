//! Lengths beside each other. The words of each stand in the page, so that they are as large on a phone as anywhere.

use lab::{Bar, Bars};
use leptos::prelude::*;

/// The drawing of one, in its own units. It is stretched to the width that there is.
const WIDTH: f64 = 100.0;
const HEIGHT: f64 = 4.0;

/// Each figure.
#[component]
pub(super) fn AllBars(bars: Vec<Bars>) -> impl IntoView {
    bars.into_iter().map(|bars| view! { <OneFigure bars/> }).collect_view()
}

/// One figure: a bar for the one in the middle, a line for the spread, over one scale.
#[component]
fn OneFigure(bars: Bars) -> impl IntoView {
    let longest = bars.bars.iter().map(|bar| bar.most.max(bar.median)).fold(f64::MIN_POSITIVE, f64::max);
    let unit = bars.unit;
    let items = bars.bars.into_iter().map(|bar| {
        let Bar { name, door, median, least, most, beside } = bar;
        let length = move |value: f64| format!("{:.2}", value / longest * WIDTH);
        let spread = format!("M{} {}H{}", length(least), HEIGHT / 2.0, length(most));
        view! {
            <li class=door.slug()>
                <p><strong>{name}</strong> ": " {beside} ", " {figure(median)} " " {unit.clone()}</p>
                <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none" aria-hidden="true">
                    <rect width=length(median) height=HEIGHT/>
                    <path d=spread/>
                </svg>
                <p class="hint">"Eight in ten took " {figure(least)} " to " {figure(most)} " " {unit.clone()} "."</p>
            </li>
        }
    });
    view! {
        <figure class="chart bars">
            <figcaption>{bars.caption}</figcaption>
            <ul>{items.collect_view()}</ul>
            <p class="hint">"A bar is as long as the time of the one in the middle, and the line across it goes from the quick to the slow."</p>
        </figure>
    }
}

/// As many digits as matter.
fn figure(value: f64) -> String {
    if value < 10.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}
