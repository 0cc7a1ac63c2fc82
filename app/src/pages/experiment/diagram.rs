//! The sequence diagram: drawn from what was recorded, and from nothing else.

use lab::{Event, Lane, Mark};
use leptos::prelude::*;

use super::transcript::line_id;

/// From one lane to the next, in units of the drawing.
const LANE: usize = 240;
/// What an exchange takes from top to bottom, and where the first begins.
const EXCHANGE: usize = 50;
const TOP: usize = 64;
/// Exchanges that are drawn, and how many of those that are alike; the words below have them all. What the attack is about is
/// always drawn.
const DRAWN: usize = 30;
const ALIKE: usize = 2;

/// Lanes, and an arrow there and back for each exchange. An arrow leads to its line in words.
#[component]
pub(super) fn Diagram(arm: &'static str, events: Vec<Event>) -> impl IntoView {
    let lanes: Vec<Lane> = Lane::ALL
        .into_iter()
        .filter(|lane| events.iter().any(|event| event.from == *lane || event.to == *lane))
        .collect();
    let all = events.len();
    let events = drawn(&events);
    let left_out = all - events.len();
    let (width, height) = (lanes.len() * LANE, TOP + events.len() * EXCHANGE);
    let heads = lanes.iter().enumerate().map(|(at, lane)| {
        let x = middle(at);
        view! {
            <text class="lane" x=x y="22" text-anchor="middle">{lane.title()}</text>
            <path class="axis" d=format!("M{x} 36V{height}")/>
        }
    });
    let arrows = events.into_iter().enumerate().map(|(row, (at, event))| {
        let place = |lane| lanes.iter().position(|one| *one == lane).map_or(0, middle);
        let (from, to, y) = (place(event.from), place(event.to), TOP + row * EXCHANGE);
        view! { <Exchange href=format!("#{}", line_id(arm, at)) event from to y/> }
    });
    view! {
        <div class="scrolls" role="group" aria-label="Sequence diagram" tabindex="0">
            <svg class=format!("diagram lanes-{}", lanes.len()) viewBox=format!("0 0 {width} {height}")>
                {heads.collect_view()}
                {arrows.collect_view()}
            </svg>
        </div>
        {(left_out > 0).then(|| view! { <p class="hint">{format!("And {left_out} more, most of them like these, in words below.")}</p> })}
    }
}

/// What is drawn, each with its place among all.
fn drawn(events: &[Event]) -> Vec<(usize, Event)> {
    let alike = |one: &Event, other: &Event| {
        (one.from, &one.name, one.status) == (other.from, &other.name, other.status)
    };
    let before = |at: usize| events[..at].iter().filter(|before| alike(before, &events[at])).count();
    let is_drawn = |at: &usize| events[*at].mark != Mark::Plain || before(*at) < ALIKE;
    (0..events.len()).filter(is_drawn).take(DRAWN).map(|at| (at, events[at].clone())).collect()
}

/// The middle of a lane.
const fn middle(at: usize) -> usize {
    LANE / 2 + at * LANE
}

/// A request and its answer.
#[component]
fn Exchange(href: String, event: Event, from: usize, to: usize, y: usize) -> impl IntoView {
    let mark = match event.mark {
        Mark::Plain => "",
        Mark::HandedOut => "handed-out",
        Mark::Stolen => "stolen",
        Mark::Stopped => "stopped",
    };
    let forth = from < to;
    // The words stand where the arrow starts, so that they never leave the drawing.
    let (text_x, anchor) = if forth { (from + 10, "start") } else { (from - 10, "end") };
    let (back_x, back_anchor) = if forth { (to - 10, "end") } else { (to + 10, "start") };
    let answer = match (event.status, event.note.is_empty()) {
        (Some(status), true) => status.to_string(),
        (Some(status), false) => format!("{status} · {}", event.note),
        (None, _) => event.note,
    };
    // As much as fits between two lanes; all of it is in the words below.
    let room = from.abs_diff(to) / 8 - 3;
    let (name, answer) = (cut_address(&event.name, room), cut(&answer, room));
    view! {
        <a href=href class=format!("exchange {mark}")>
            <text x=text_x y=y text-anchor=anchor>{name}</text>
            <path class="arrow" d=line(from, to, y + 7)/>
            <path class="arrow tip" d=tip(from, to, y + 7)/>
            <text class="answer" x=back_x y=y + 24 text-anchor=back_anchor>{answer}</text>
            <path class="arrow back" d=line(to, from, y + 31)/>
            <path class="arrow tip" d=tip(to, from, y + 31)/>
        </a>
    }
}

/// A text that is no longer than `room` characters.
fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    text.chars().take(room.saturating_sub(1)).chain(['…']).collect()
}

/// The same of a request line, whose end says more than its middle.
fn cut_address(line: &str, room: usize) -> String {
    let long = line.chars().count().saturating_sub(room);
    match line.split_once(' ') {
        Some((method, address)) if long > 0 => {
            format!("{method} …{}", address.chars().skip(long + 1).collect::<String>())
        }
        _ => line.to_owned(),
    }
}

/// A line from one lane to another.
fn line(from: usize, to: usize, y: usize) -> String {
    format!("M{from} {y}H{to}")
}

/// The head of the arrow that ends there. It is drawn by itself: a broken line would break it, too.
fn tip(from: usize, to: usize, y: usize) -> String {
    let (tip, wing) = if from < to { (to - 2, to - 11) } else { (to + 2, to + 11) };
    format!("M{wing} {}L{tip} {y}L{wing} {}", y - 4, y + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_alike_two_are_drawn_and_of_what_is_stolen_each() {
        let event = |mark| {
            let (name, note, request, response) = ("GET /".to_owned(), String::new(), Vec::new(), Vec::new());
            Event {
                from: Lane::Browser,
                to: Lane::App,
                name,
                status: Some(200),
                note,
                request,
                response,
                mark,
            }
        };
        let [plain, stolen] = [Mark::Plain, Mark::Stolen].map(event);
        let events = [plain.clone(), plain.clone(), plain, stolen.clone(), stolen.clone(), stolen];
        let places: Vec<usize> = drawn(&events).into_iter().map(|(at, _)| at).collect();
        assert_eq!(places, [0, 1, 3, 4, 5]);
    }

    #[test]
    fn what_is_cut_fits_and_keeps_its_telling_end() {
        assert_eq!(cut("three queries", 8), "three q…");
        assert_eq!(cut_address("GET /api/lab/first-paint/jwt", 18), "GET …rst-paint/jwt");
        assert_eq!(cut_address("GET /wall", 18), "GET /wall");
    }
}
