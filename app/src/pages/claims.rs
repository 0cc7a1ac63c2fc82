//! The ledger: what is claimed, what was found, and what this sandbox has seen of it.

use domain::Refusal;
use lab::{Claim, Judged, LEDGER, Verdict};
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::Title;

use super::proof;
use super::unavailable::Unavailable;

/// The ledger.
#[component]
pub(crate) fn Claims() -> impl IntoView {
    let ledger = Suspend::new(async move {
        match read().await {
            Ok(entries) => Either::Left(view! {
                <ol class="ledger">
                    {entries.into_iter().map(|(claim, runs)| view! { <li><Entry claim runs/></li> }).collect_view()}
                </ol>
            }),
            Err(refusal) => Either::Right(view! { <Unavailable refusal/> }),
        }
    });
    view! {
        <Title text="Claims"/>
        <section class="page">
            <h1>"What is claimed, and what was found."</h1>
            <p class="lede">
                "Two articles stand behind this lab: " <cite>"Never use JWT auth like that"</cite>
                " by andreyka26 (claims P), and " <cite>"Why you should not use JWT for authentication"</cite>
                " by Ahmed Sadman Muhib (claims T). Here are their claims in our words, and what an experiment, or a test, makes of each."
            </p>
            <Suspense>{ledger}</Suspense>
        </section>
    }
}

async fn read() -> Result<Vec<(&'static Claim, Vec<Judged>)>, Refusal> {
    let (lab, sandbox) = crate::lab::caller().await?;
    let judged = lab.experiments.judged(&sandbox).await?;
    let of = |claim: &Claim| {
        judged.iter().filter(|run| claim.experiment == Some(run.experiment.as_str())).cloned().collect()
    };
    Ok(LEDGER.iter().map(|claim| (claim, of(claim))).collect())
}

/// One claim.
#[component]
fn Entry(claim: &'static Claim, runs: Vec<Judged>) -> impl IntoView {
    let sheet = crate::lab::playhouse().ok().and_then(|playhouse| {
        playhouse.sheets().into_iter().find(|sheet| claim.experiment == Some(sheet.slug))
    });
    let seen = sheet.map(|sheet| {
        let arms = sheet
            .arms
            .iter()
            .map(|arm| {
                let last = runs.iter().find(|run| run.arm == arm.slug && run.defences.is_empty());
                let words = match last.map(|run| run.verdict) {
                    Some(Verdict::Fell) => arm.fell,
                    Some(Verdict::Stood) => arm.stood,
                    Some(Verdict::Void) => "The last run showed nothing.",
                    None => "Not run in this sandbox yet.",
                };
                view! { <div class=arm.at.slug()><dt>{arm.title}</dt><dd>{words}</dd></div> }
            })
            .collect_view();
        view! { <dl class="seen">{arms}</dl> }
    });
    let experiment = claim.experiment.map(|slug| {
        view! { <a href=format!("/experiments/{slug}")>"The experiment"</a> " · " }
    });
    let proof = proof::of(claim).and_then(|proof| proof.files.first()).map(|file| {
        let address = format!("/claims/{}/proof", claim.id);
        view! { <a href=address>"The proof"</a> ", in " <code>{file.path}</code> }
    });
    view! {
        <article id=claim.id>
            <h2><span class="tag">{claim.id}</span> " " {claim.says}</h2>
            <p><strong>{claim.finding}</strong></p>
            {seen}
            <p class="hint">{experiment} {proof}</p>
        </article>
    }
}
