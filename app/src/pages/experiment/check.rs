//! Check: what the server saw of this experiment, and a way to begin anew.

use lab::{Progress, Run, Sheet};
use leptos::prelude::*;
use server_fn::ServerFn as _;

use super::tables::OneTable;
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
    let table = table(sheet, &runs);
    view! {
        <section class="card" id="check" tabindex="-1" aria-labelledby="check-heading">
            <h2 id="check-heading">"Check: " {said}</h2>
            <ul>{items}</ul>
            <OneTable table/>
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

fn table(sheet: &Sheet, runs: &[Run]) -> lab::Table {
    let rows = runs.iter().map(|run| {
        let defences: Vec<_> = run.defences.iter().map(|defence| defence.title()).collect();
        let defences = if defences.is_empty() { "none".to_owned() } else { defences.join(", ") };
        let arm = sheet.arm(&run.arm).map_or(run.arm.as_str(), |arm| arm.title);
        vec![run.id.to_string(), arm.to_owned(), defences, run.verdict.slug().to_owned()]
    });
    lab::Table {
        caption: "Every run, newest first".to_owned(),
        columns: ["Run", "Door", "Defences", "Verdict"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}
