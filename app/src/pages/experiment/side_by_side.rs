//! What was measured of all arms together, beneath the verdicts: each run measured it, and the newest is shown here.

use lab::Run;
use leptos::prelude::*;

use super::bars::AllBars;

/// The bars of the newest of these runs; nothing, where nothing was measured that way.
#[component]
pub(super) fn SideBySide(runs: Vec<Run>) -> impl IntoView {
    let measured = runs.into_iter().filter(|run| !run.evidence.bars.is_empty());
    let newest = measured.max_by_key(|run| run.id)?;
    Some(view! {
        <section class="card" aria-labelledby="side-by-side">
            <h2 id="side-by-side">"Side by side"</h2>
            <AllBars bars=newest.evidence.bars/>
            <p class="hint">{format!("From run {}. Each run measured all of them, in turns; its own figures are with its evidence.", newest.id)}</p>
        </section>
    })
}
