//! `GET /{sandbox}/`: the notes of whoever is signed in, or one button.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::SandboxId;

use crate::Notes;
use crate::pages::{self, Draft, Problem};
use crate::refusal::Refusal;
use crate::sandbox::Sandbox;
use crate::session;

/// The page.
pub(crate) async fn show(
    State(notes): State<Arc<Notes>>,
    Sandbox(sandbox): Sandbox,
    cookies: CookieJar,
) -> Result<Response, Problem> {
    page(&notes, &sandbox, &cookies, None).await.map_err(|refusal| Problem(refusal, Some(sandbox)))
}

/// The page, with what was typed into it and why it was not kept.
pub(super) async fn page(
    notes: &Notes,
    sandbox: &SandboxId,
    cookies: &CookieJar,
    draft: Option<Draft<'_>>,
) -> Result<Response, Refusal> {
    let Some(person) = session::current(notes, sandbox, cookies).await? else {
        return Ok(pages::signed_out_notebook(sandbox).into_response());
    };
    let written = notes.database.notes(person.id).await?;
    Ok(pages::notebook(sandbox, &person, &written, draft))
}

/// `GET /{sandbox}`.
pub(crate) async fn add_slash(Sandbox(sandbox): Sandbox) -> Redirect {
    Redirect::permanent(&format!("/{sandbox}/"))
}

/// `GET /{sandbox}/sign-in`: a page that was loaded again. Nothing begins by a link.
pub(crate) async fn back(Sandbox(sandbox): Sandbox) -> Redirect {
    Redirect::to(&format!("/{sandbox}/"))
}
