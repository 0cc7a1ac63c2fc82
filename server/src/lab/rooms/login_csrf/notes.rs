//! `/notes`: what somebody writes down in the account that is signed in, whoever's that is.

use authn::Visitor;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use domain::{Refusal, User};
use lab::Mark;
use lab::rooms::login_csrf::MALLORY;
use serde::Deserialize;
use serde_json::{Value, json};

use super::signed_in::signed_in;
use crate::LabRooms;
use crate::http::{JsonBody, Problem};
use crate::lab::Remark;

/// The longest note, in characters.
const LONGEST: usize = 500;

/// What to write down.
#[derive(Deserialize)]
pub(super) struct NoteBody {
    text: String,
}

/// Reads the account's notes.
pub(super) async fn read(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Result<(Extension<Remark>, Json<Value>), Problem> {
    let user = signed_in(&rooms, &visitor, &headers).await?;
    let notes = rooms.vulnerable.login_csrf.notes(&visitor.home(), user.id, rooms.house.clock.now());
    let remark = remark(&user, &format!("{} notes", notes.len()), !notes.is_empty());
    Ok((remark, Json(json!({ "notes": notes }))))
}

/// Writes a note down. JSON alone, so no other origin's page can send it.
pub(super) async fn write(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<NoteBody>,
) -> Result<(StatusCode, Extension<Remark>, Json<Value>), Problem> {
    let user = signed_in(&rooms, &visitor, &headers).await?;
    if body.text.trim().is_empty() || body.text.chars().count() > LONGEST {
        return Err(Refusal::Malformed.into());
    }
    rooms.vulnerable.login_csrf.write(&visitor.home(), user.id, body.text, rooms.house.clock.now());
    let remark = remark(&user, "written", true);
    Ok((StatusCode::CREATED, remark, Json(json!({ "message": "Written down" }))))
}

/// Mallory writes nothing down: what is in his account is somebody else's.
fn remark(user: &User, what: &str, something: bool) -> Extension<Remark> {
    let misplaced = something && user.email.as_str() == MALLORY.email;
    let mark = if misplaced { Mark::Stolen } else { Mark::Plain };
    Extension(Remark { note: format!("{what}, in {}’s account", user.name), mark })
}
