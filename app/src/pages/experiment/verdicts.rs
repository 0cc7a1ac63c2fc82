//! What it came to, arm by arm. In words first: a hue says which door is meant, never how it went.

use lab::{Arm, Run, Sheet, Verdict};
use leptos::prelude::*;

/// A card for each arm.
#[component]
pub(super) fn Verdicts(
    sheet: &'static Sheet,
    #[prop(optional_no_strip)] prediction: Option<Vec<String>>,
    runs: Vec<Run>,
) -> impl IntoView {
    let defended: Vec<_> = runs
        .first()
        .map(|run| run.defences.iter().map(|defence| defence.title()).collect())
        .unwrap_or_default();
    let undefended = defended.is_empty();
    let cards = runs.into_iter().filter_map(|run| {
        let arm = sheet.arm(&run.arm)?;
        let foretold = prediction
            .as_ref()
            .filter(|_| undefended && run.verdict != Verdict::Void)
            .map(|falls| falls.contains(&run.arm) == (run.verdict == Verdict::Fell));
        Some(view! { <Card sheet arm run foretold/> })
    });
    view! {
        <section class="verdicts" id="evidence" tabindex="-1" aria-label="Verdicts">
            {cards.collect_view()}
        </section>
        {(!undefended).then(|| view! { <p class="hint">"Run with: " {defended.join(", ")} "."</p> })}
    }
}

/// One verdict, and the effect that it rests on.
#[component]
fn Card(
    sheet: &'static Sheet,
    arm: &'static Arm,
    run: Run,
    #[prop(optional_no_strip)] foretold: Option<bool>,
) -> impl IntoView {
    let words = match run.verdict {
        Verdict::Fell => arm.fell,
        Verdict::Stood => arm.stood,
        Verdict::Void => "Nothing was shown.",
    };
    let foretold =
        foretold.map(|right| if right { "You predicted this." } else { "You predicted otherwise." });
    let surprise = sheet
        .expected(&run.arm, &run.defences)
        .filter(|expected| *expected != run.verdict && run.verdict != Verdict::Void)
        .map(|_| "The ledger expects otherwise: one of the two is wrong.");
    view! {
        <article class=format!("verdict {}", arm.at.slug()) data-arm=arm.slug data-verdict=run.verdict.slug()>
            <h2>{arm.title}</h2>
            <p class="big">{words}</p>
            <p>{run.finding}</p>
            {foretold.map(|words| view! { <p class="foretold">{words}</p> })}
            {surprise.map(|words| view! { <p class="refusal">{words}</p> })}
        </article>
    }
}
