//! A filmstrip: a page as it stood at each moment, drawn from what the app answered. The tables say the same in words.

use lab::{Arm, Frame, Run, Sheet, Shown};
use leptos::prelude::*;

/// A strip for each run that has one: side by side, where there is room.
#[component]
pub(super) fn Films(sheet: &'static Sheet, runs: Vec<Run>) -> impl IntoView {
    let films: Vec<_> = runs
        .into_iter()
        .filter(|run| !run.evidence.film.is_empty())
        .filter_map(|run| Some(view! { <Film arm=sheet.arm(&run.arm)? frames=run.evidence.film/> }))
        .collect();
    (!films.is_empty()).then(|| view! { <div class="films">{films.collect_view()}</div> })
}

/// One strip. Its pictures are drawings, and what each shows is said beneath.
#[component]
fn Film(arm: &'static Arm, frames: Vec<Frame>) -> impl IntoView {
    let heading = format!("film-{}", arm.slug);
    let labelled_by = heading.clone();
    let frames = frames.into_iter().map(|frame| {
        let at = frame.at.map_or("nothing more".to_owned(), |at| format!("{at} ms"));
        view! {
            <li>
                <figure>
                    <Picture frame=frame.clone()/>
                    <figcaption><strong>{at}</strong> " " {frame.moment}</figcaption>
                </figure>
            </li>
        }
    });
    view! {
        <section class=format!("card film {}", arm.at.slug()) aria-labelledby=labelled_by>
            <h2 id=heading>{arm.title} ": what was on the screen"</h2>
            <ol>{frames.collect_view()}</ol>
            <p class="hint">"Counted from the moment when the app had answered with the HTML. Drawn from its answers: a table below has each."</p>
        </section>
    }
}

/// The page as it stood, in small.
#[component]
fn Picture(frame: Frame) -> impl IntoView {
    let says = frame
        .names
        .as_ref()
        .map_or("Nobody is signed in.".to_owned(), |name| format!("Signed in as {name}."));
    let (portrait, picture) = match frame.picture {
        Shown::Awaited => ("awaited", "the picture has not come yet"),
        Shown::Here => ("here", "the picture is there"),
        Shown::Refused => ("refused", "the picture is broken"),
    };
    let (link, file) = match frame.file {
        Shown::Awaited => ("Download your data", "the file has not come yet"),
        Shown::Here => ("✓ Your data, a file", "the file is there"),
        Shown::Refused => ("✕ An error, no file", "instead of the file there is an error"),
    };
    let label = format!("{says} Besides, {picture}, and {file}.");
    let initial: String = frame.names.iter().flat_map(|name| name.chars().take(1)).collect();
    let inside = match frame.picture {
        Shown::Here => view! {
            <circle cx="32" cy="32" r="30"/>
            <text x="32" y="43" text-anchor="middle">{initial}</text>
        }
        .into_any(),
        Shown::Refused => view! {
            <path d="M3 3H61V34L48 46L36 34L22 48L12 38L3 46Z"/>
            <path d="M3 54L12 46L22 56L36 42L48 54L61 42V61H3Z"/>
        }
        .into_any(),
        Shown::Awaited => view! { <path d="M3 3H61V61H3Z"/> }.into_any(),
    };
    view! {
        <div class="frame" role="img" aria-label=label>
            <p>{says}</p>
            <svg class=portrait viewBox="0 0 64 64" aria-hidden="true">{inside}</svg>
            <p class=format!("file {}", if frame.file == Shown::Awaited { "awaited" } else { "" })>{link}</p>
        </div>
    }
}
