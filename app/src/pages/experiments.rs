//! All experiments, and how far this sandbox is with each.

use domain::Refusal;
use lab::{Judged, Progress, Sheet};
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn as _;

use super::form_refusal::refusal_of;
use super::unavailable::Unavailable;
use crate::lab::ResetSandbox;

/// The list.
#[component]
pub(crate) fn Experiments() -> impl IntoView {
    let refusal = refusal_of::<ResetSandbox>();
    let list = Suspend::new(async move {
        match read().await {
            Ok(all) => Either::Left(view! {
                <ol class="experiments">
                    {all.into_iter().map(|(sheet, progress)| view! { <li><Entry sheet progress/></li> }).collect_view()}
                </ol>
            }),
            Err(refusal) => Either::Right(view! { <Unavailable refusal/> }),
        }
    });
    view! {
        <Title text="Experiments"/>
        <section class="page">
            <h1>"One attack, two doors."</h1>
            <p class="lede">
                "Say first what you expect. Then the attack is carried out at each door, with real requests, and you see what "
                "the attacker got."
            </p>
            {refusal.map(|refusal| view! { <p class="slot refusal" role="alert">{refusal.to_string()}</p> })}
            <Suspense>{list}</Suspense>
            <form class="card" method="post" action=ResetSandbox::url()>
                <h2>"Begin anew"</h2>
                <p class="hint">
                    "Forgets everything in your sandbox: accounts, sessions, the wall, switches, predictions and runs. You will be "
                    "signed out; other sandboxes are not touched."
                </p>
                <button type="submit">"Reset this sandbox"</button>
            </form>
        </section>
    }
}

async fn read() -> Result<Vec<(&'static Sheet, Progress)>, Refusal> {
    let (lab, sandbox) = crate::lab::caller().await?;
    let judged = lab.experiments.judged(&sandbox).await?;
    let predicted = lab.experiments.predicted(&sandbox).await?;
    let progress = |sheet: &Sheet| {
        let runs: Vec<Judged> = judged.iter().filter(|run| run.experiment == sheet.slug).cloned().collect();
        Progress::of(sheet, predicted.iter().any(|slug| slug == sheet.slug), &runs)
    };
    let sheets = crate::lab::playhouse()?.sheets();
    Ok(sheets.into_iter().map(|sheet| (sheet, progress(sheet))).collect())
}

/// One of them.
#[component]
fn Entry(sheet: &'static Sheet, progress: Progress) -> impl IntoView {
    let how_far = match progress {
        progress if progress.complete() => "complete",
        Progress { ran: true, .. } => "run, not yet defended",
        Progress { predicted: true, .. } => "predicted",
        _ => "not begun",
    };
    view! {
        <article>
            <h2><a href=format!("/experiments/{}", sheet.slug)>{sheet.title}</a></h2>
            <p class="hint">{sheet.question}</p>
            <p class="tags">
                {sheet.claims.iter().map(|claim| view! { <span class="tag">"claim " {*claim}</span> }).collect_view()}
                <span class="quiet">{how_far}</span>
            </p>
        </article>
    }
}
