//! One experiment: predict, run, evidence, why, defend, check.

mod bars;
mod benchmarks;
mod charts;
mod check;
mod defend;
mod diagram;
mod evidence;
mod facts;
mod film;
mod looks;
mod predict;
mod run_form;
mod side_by_side;
mod steps;
mod tables;
mod transcript;
mod verdicts;
mod why;

use domain::Refusal;
use lab::{Progress, Run, Sheet};
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::NotFound;
use super::attackers_certificate::AttackersCertificate;
use super::form_refusal::refusal_of;
use super::unavailable::Unavailable;
use crate::hydration::HydrateIslands;
use crate::lab::{ResetExperiment, RunExperiment};
use crate::{PagePolicies, Runner};
use benchmarks::Benchmarks;
use check::Check;
use defend::Defend;
use evidence::EvidenceOfRuns;
use film::Films;
use predict::Predict;
use side_by_side::SideBySide;
use steps::Steps;
use verdicts::Verdicts;
use why::Why;

/// What is stored of an experiment in this sandbox.
#[derive(Clone, Debug)]
struct Notebook {
    sheet: &'static Sheet,
    prediction: Option<Vec<String>>,
    /// Newest first.
    runs: Vec<Run>,
}

/// The page.
#[component]
pub(crate) fn Experiment() -> impl IntoView {
    let slug = use_params_map().with_untracked(|params| params.get("slug")).unwrap_or_default();
    let running = use_query_map().with_untracked(|query| query.get("running").is_some());
    let refusal = refusal_of::<RunExperiment>().or_else(refusal_of::<ResetExperiment>);
    let page = Suspend::new(async move {
        match Notebook::read(&slug).await {
            Ok(Some(notebook)) if running => EitherOf3::A(view! { <Stage sheet=notebook.sheet/> }),
            Ok(Some(notebook)) => EitherOf3::B(view! { <LabSheet notebook refusal/> }),
            Ok(None) => EitherOf3::C(Either::Left(view! { <NotFound/> })),
            Err(refusal) => EitherOf3::C(Either::Right(view! { <Unavailable refusal/> })),
        }
    });
    view! { <Suspense>{page}</Suspense> }
}

impl Notebook {
    async fn read(slug: &str) -> Result<Option<Self>, Refusal> {
        let (lab, sandbox) = crate::lab::caller().await?;
        let Some(sheet) = crate::lab::playhouse()?.sheets().into_iter().find(|sheet| sheet.slug == slug)
        else {
            return Ok(None);
        };
        let prediction = lab.experiments.prediction(&sandbox, slug).await?;
        let runs = lab.experiments.runs(&sandbox, slug).await?;
        Ok(Some(Self { sheet, prediction, runs }))
    }

    /// The run that was asked for; else the last one, and with it those of the other arms under the same defences.
    fn shown(&self, asked: Option<i64>) -> Vec<&Run> {
        if let Some(run) = asked.and_then(|id| self.runs.iter().find(|run| run.id == id)) {
            return vec![run];
        }
        let Some(newest) = self.runs.first() else { return Vec::new() };
        let alike =
            |arm: &str| self.runs.iter().find(|run| run.arm == arm && run.defences == newest.defences);
        self.sheet.arms.iter().filter_map(|arm| alike(arm.slug)).collect()
    }
}

/// What every view of an experiment begins with.
#[component]
fn Head(sheet: &'static Sheet) -> impl IntoView {
    view! {
        <Title text=sheet.title/>
        <header class="sheet-head">
            {(!sheet.claims.is_empty()).then(|| view! {
                <p class="tags">
                    {sheet.claims.iter().map(|claim| view! {
                        <a class="tag" href=format!("/claims#{claim}")>"claim " {*claim}</a>
                    }).collect_view()}
                </p>
            })}
            <h1>{sheet.title}</h1>
            <p class="lede">{sheet.scene}</p>
        </header>
    }
}

/// The experiment while it is played: the only view of it that ships wasm.
#[component]
fn Stage(sheet: &'static Sheet) -> impl IntoView {
    PagePolicies::let_it_frame();
    view! {
        <HydrateIslands/>
        <section class="page wide">
            <Head sheet/>
            <section class="card stage" aria-labelledby="running">
                <h2 id="running">"Running"</h2>
                <noscript><p>"It happens in a browser that runs scripts, and this one does not."</p></noscript>
                <Runner/>
                <p class="hint">"The frame is the victim’s window: this browser, signed in as the victim. It signs you in anew at the doors."</p>
            </section>
        </section>
    }
}

/// The experiment before and after.
#[component]
fn LabSheet(notebook: Notebook, #[prop(optional_no_strip)] refusal: Option<Refusal>) -> impl IntoView {
    let Notebook { sheet, ref prediction, ref runs } = notebook;
    let judged: Vec<_> = runs.iter().map(|run| run.judged(sheet.slug)).collect();
    let progress = Progress::of(sheet, prediction.is_some(), &judged);
    let asked = use_query_map().with_untracked(|query| query.get("run")?.parse().ok());
    let shown: Vec<Run> = notebook.shown(asked).into_iter().cloned().collect();
    let on = shown.first().map(|run| run.defences.clone()).unwrap_or_default();
    let begun = !shown.is_empty();
    let defensible = !sheet.defences().is_empty();
    view! {
        <section class="page wide">
            <Head sheet/>
            <Steps progress begun defensible/>
            <AttackersCertificate/>
            {refusal.map(|refusal| view! { <p class="slot refusal" role="alert">{refusal.to_string()}</p> })}
            {if begun {
                Either::Left(view! {
                    <Verdicts sheet prediction=prediction.clone() runs=shown.clone()/>
                    <SideBySide runs=shown.clone()/>
                    <Films sheet runs=shown.clone()/>
                    <EvidenceOfRuns sheet runs=shown/>
                    <Benchmarks sheet/>
                    <Why sheet/>
                    {defensible.then(|| view! { <Defend sheet on/> })}
                    <Check sheet progress runs=runs.clone()/>
                })
            } else {
                Either::Right(view! { <Predict sheet prediction=prediction.clone()/> })
            }}
        </section>
    }
}
