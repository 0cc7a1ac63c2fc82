//! `POST /{sandbox}/notes/{note}/delete`: deletes one.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Redirect;
use axum_extra::extract::CookieJar;
use domain::SandboxId;

use crate::Notes;
use crate::pages::Problem;
use crate::refusal::Refusal;
use crate::sandbox::Sandbox;
use crate::session;

/// Deletes it, if it is theirs: of somebody else's it says what it says of none.
pub(crate) async fn delete(
    State(notes): State<Arc<Notes>>,
    Sandbox(sandbox): Sandbox,
    Path((_, note)): Path<(String, String)>,
    cookies: CookieJar,
) -> Result<Redirect, Problem> {
    let deleted = remove(&notes, &sandbox, &cookies, &note).await;
    deleted.map_err(|refusal| Problem(refusal, Some(sandbox.clone())))?;
    Ok(Redirect::to(&format!("/{sandbox}/")))
}

async fn remove(notes: &Notes, sandbox: &SandboxId, cookies: &CookieJar, note: &str) -> Result<(), Refusal> {
    let person = session::current(notes, sandbox, cookies).await?.ok_or(Refusal::SignedOut)?;
    let note: i64 = note.parse().map_err(|_| Refusal::NotFound)?;
    if notes.database.delete_note(person.id, note).await? { Ok(()) } else { Err(Refusal::NotFound) }
}
