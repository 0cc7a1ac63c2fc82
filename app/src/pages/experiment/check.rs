//! Check: what the server saw of this experiment, and a way to begin anew.

use lab::{Progress, Run, Sheet};
use leptos::prelude::*;
use server_fn::ServerFn as _;

use crate::lab::ResetExperiment;

/// The list of what there is to do, with what is done; every run; and the reset.
#[component]
pub(super) fn Check(sheet: &'static Sheet, progress: Progress, runs: Vec<Run>) -> impl IntoView {
    let said = if progress.complete() { "Complete." } else { "Not complete yet." };
    let items = [
        (progress.predicted, "a prediction, made before the first run"),
        (progress.ran, "every door attacked without a defence"),
        (progress.defended, "a run with a defence switched on"),
    ];
    // Nobody is asked for what cannot be done.
    let items = if sheet.defences().is_empty() { &items[..2] } else { &items };
    let items = items
        .iter()
        .map(|(done, what)| view! { <li>{if *done { "Done: " } else { "Left: " }} {*what}</li> })
        .collect_view();
    let api = format!("/api/lab/experiments/{}/runs", sheet.slug);
    view! {
        <section class="card" id="check" tabindex="-1" aria-labelledby="check-heading">
            <h2 id="check-heading">"Check: " {said}</h2>
            <ul>{items}</ul>
            <Runs sheet runs/>
            <div class="acts">
                <a href=api>"All runs as JSON"</a>
                <form method="post" action=ResetExperiment::url()>
                    <input type="hidden" name="experiment" value=sheet.slug/>
                    <button type="submit">"Forget prediction and runs"</button>
                </form>
            </div>
        </section>
    }
}

/// Every run; its number leads to its evidence.
#[component]
fn Runs(sheet: &'static Sheet, runs: Vec<Run>) -> impl IntoView {
    let rows = runs.into_iter().map(|run| {
        let defences: Vec<_> = run.defences.iter().map(|defence| defence.title()).collect();
        let defences = if defences.is_empty() { "none".to_owned() } else { defences.join(", ") };
        let arm = sheet.arm(&run.arm).map_or(run.arm.clone(), |arm| arm.title.to_owned());
        let address = format!("/experiments/{}?run={}#evidence", sheet.slug, run.id);
        view! {
            <tr>
                <th scope="row"><a href=address>{format!("Run {}", run.id)}</a></th>
                <td>{arm}</td>
                <td>{defences}</td>
                <td>{run.verdict.slug()}</td>
            </tr>
        }
    });
    view! {
        <div class="scrolls" role="group" aria-label="Every run" tabindex="0">
            <table class="rows">
                <caption>"Every run, newest first"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Run"</th>
                        <th scope="col">"Door"</th>
                        <th scope="col">"Defences"</th>
                        <th scope="col">"Verdict"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
