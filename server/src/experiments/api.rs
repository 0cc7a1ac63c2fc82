//! `/api/lab/experiments…`: the experiments as JSON, for the page that plays them, for instructors and for machines.

use std::sync::Arc;

use authn::Visitor;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::{Act, Refusal, Step, StepDone};
use lab::{Asked, Defence, Lab, Pace, Playhouse as _, Run, Sheet};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{ALL, Stagehand, find};
use crate::http::{JsonBody, Problem};

/// `GET /api/lab/experiments`: what there is to try, and what the ledger expects of it.
pub(crate) async fn experiments() -> Json<Value> {
    Json(ALL.iter().map(|experiment| described(experiment.sheet())).collect())
}

fn described(sheet: &Sheet) -> Value {
    let arms: Vec<_> = sheet.arms.iter().map(|arm| json!({ "door": arm.slug, "title": arm.title })).collect();
    let trials: Vec<_> = sheet
        .trials
        .iter()
        .map(|trial| json!({ "door": trial.arm, "defences": trial.defences, "expected": trial.expected }))
        .collect();
    json!({
        "slug": sheet.slug,
        "title": sheet.title,
        "claims": sheet.claims,
        "doors": arms,
        "trials": trials,
    })
}

/// `GET /api/lab/experiments/{slug}/runs`: what was tried in this sandbox, newest first.
pub(crate) async fn runs(
    State(lab): State<Arc<Lab>>,
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
) -> Result<Json<Vec<Run>>, Problem> {
    find(&slug).ok_or(Refusal::NotFound)?;
    Ok(Json(lab.experiments.runs(&visitor.home(), &slug).await.map_err(Refusal::from)?))
}

#[derive(Deserialize)]
pub(crate) struct RunBody {
    door: String,
    #[serde(default)]
    defences: Vec<Defence>,
}

/// `POST /api/lab/experiments/{slug}/runs`: plays one. 201 with the run, if that took no browser; otherwise 202 with
/// the first thing that a browser has to do, which the experiment's page does as soon as it is opened with `?running`.
pub(crate) async fn begin_run(
    State(stagehand): State<Arc<Stagehand>>,
    State(lab): State<Arc<Lab>>,
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
    JsonBody(body): JsonBody<RunBody>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let experiment = find(&slug).ok_or(Refusal::NotFound)?;
    let arm = experiment.sheet().arm(&body.door).ok_or(Refusal::Malformed)?;
    let sandbox = visitor.home();
    let asked = vec![Asked { arm, defences: body.defences }];
    Arc::clone(&stagehand).begin(&sandbox, &slug, asked, Pace::AtOnce)?;
    let next = stagehand.next(&sandbox, &slug, StepDone::default()).await;
    if next.act != Act::Done {
        return Ok((StatusCode::ACCEPTED, Json(json!({ "next": next }))));
    }
    let run = lab.experiments.runs(&sandbox, &slug).await.map_err(Refusal::from)?.into_iter().next();
    Ok((StatusCode::CREATED, Json(json!({ "run": run }))))
}

/// `POST /api/lab/experiments/{slug}/next`: the browser has done a step, and gets the next.
pub(crate) async fn next_step(
    State(stagehand): State<Arc<Stagehand>>,
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
    JsonBody(done): JsonBody<StepDone>,
) -> Json<Step> {
    Json(stagehand.next(&visitor.home(), &slug, done).await)
}
