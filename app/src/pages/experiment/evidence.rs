//! What shows the verdicts: for each run what moved on the wire, what lay in the browser and in the server, and what was
//! counted.

use lab::{Run, Sheet};
use leptos::prelude::*;

use super::bars::AllBars;
use super::charts::Charts;
use super::diagram::Diagram;
use super::looks::{BrowserLooks, ServerLooks};
use super::tables::Tables;
use super::transcript::Transcript;

/// A sheet of evidence for each run.
#[component]
pub(super) fn EvidenceOfRuns(sheet: &'static Sheet, runs: Vec<Run>) -> impl IntoView {
    let two = runs.len() == 2;
    // Of many, each is opened by whoever wants to know.
    let few = runs.len() <= 2;
    let sheets = runs
        .into_iter()
        .filter_map(|run| {
            let arm = sheet.arm(&run.arm)?;
            let moved = run.evidence.events.len();
            Some(view! {
                <details class=format!("card evidence {}", arm.at.slug()) open=few>
                    <summary class="rowhead">
                        <h2>{arm.title} ": what happened"</h2>
                        <p>{format!("drawn from what was recorded: {moved} exchanges in {} ms", run.took)}</p>
                    </summary>
                    <div class="rowhead"><h3>"Wire"</h3><p>"what moved, as it was recorded"</p></div>
                    <Diagram arm=arm.slug events=run.evidence.events.clone()/>
                    <Transcript arm=arm.slug events=run.evidence.events/>
                    <div class="places">
                        <BrowserLooks looks=run.evidence.looks.clone() found=run.evidence.browser/>
                        <ServerLooks looks=run.evidence.looks found=run.evidence.server/>
                    </div>
                    <AllBars bars=run.evidence.bars/>
                    <Charts charts=run.evidence.charts/>
                    <Tables tables=run.evidence.tables/>
                </details>
            })
        })
        .collect_view();
    view! { <div class="evidences" class:two=two>{sheets}</div> }
}
