//! `POST /{sandbox}/notes`: writes one.

use std::sync::Arc;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::SandboxId;
use serde::Deserialize;

use super::{NoteText, show};
use crate::Notes;
use crate::pages::{Draft, Problem};
use crate::refusal::Refusal;
use crate::sandbox::Sandbox;
use crate::session;

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct Typed {
    text: String,
}

/// Writes it, or shows the page again with what was typed and what is wrong with it.
pub(crate) async fn write(
    State(notes): State<Arc<Notes>>,
    Sandbox(sandbox): Sandbox,
    cookies: CookieJar,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Problem> {
    let problem = |refusal| Problem(refusal, Some(sandbox.clone()));
    let Form(Typed { text }) = typed.map_err(|_| problem(Refusal::Malformed))?;
    match keep(&notes, &sandbox, &cookies, &text).await {
        Ok(()) => Ok(Redirect::to(&format!("/{sandbox}/")).into_response()),
        Err(refusal @ (Refusal::Text(_) | Refusal::Full)) => {
            let draft = Some(Draft { text: &text, refusal });
            show::page(&notes, &sandbox, &cookies, draft).await.map_err(problem)
        }
        Err(refusal) => Err(problem(refusal)),
    }
}

async fn keep(notes: &Notes, sandbox: &SandboxId, cookies: &CookieJar, text: &str) -> Result<(), Refusal> {
    let person = session::current(notes, sandbox, cookies).await?.ok_or(Refusal::SignedOut)?;
    let text: NoteText = text.parse()?;
    let kept = notes.database.add_note(person.id, &text, notes.clock.now()).await?;
    if kept { Ok(()) } else { Err(Refusal::Full) }
}
