//! What shows the verdicts: for each run what moved, what lay open, and what was counted.

use lab::{Run, Sheet};
use leptos::prelude::*;

use super::charts::Charts;
use super::diagram::Diagram;
use super::facts::Facts;
use super::tables::Tables;
use super::transcript::Transcript;

/// A sheet of evidence for each run.
#[component]
pub(super) fn EvidenceOfRuns(sheet: &'static Sheet, runs: Vec<Run>) -> impl IntoView {
    // Of many, each is opened by whoever wants to know.
    let few = runs.len() <= 2;
    let sheets = runs
        .into_iter()
        .filter_map(|run| {
            let arm = sheet.arm(&run.arm)?;
            let moved = run.evidence.events.len();
            Some(view! {
                <details class=format!("card evidence {}", arm.door.slug()) open=few>
                    <summary class="rowhead">
                        <h2>{arm.title} ": what happened"</h2>
                        <p>{format!("drawn from what was recorded: {moved} exchanges in {} ms", run.took)}</p>
                    </summary>
                    <Diagram arm=arm.slug events=run.evidence.events.clone()/>
                    <Transcript arm=arm.slug events=run.evidence.events/>
                    <Charts charts=run.evidence.charts/>
                    <Tables tables=run.evidence.tables/>
                    <div class="places">
                        <Facts place="Browser" note="what a script in the victim’s page could read" facts=run.evidence.browser/>
                        <Facts place="Server" note="what the server kept" facts=run.evidence.server/>
                    </div>
                </details>
            })
        })
        .collect_view();
    view! { <div class="evidences">{sheets}</div> }
}
