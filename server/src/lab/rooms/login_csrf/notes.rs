//! `/notes`: what somebody writes down in the account that is signed in, whoever's that is.

use authn::Visitor;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use domain::Refusal;
use serde::Deserialize;
use serde_json::{Value, json};

use super::signed_in::signed_in;
use crate::Rooms;
use crate::http::{JsonBody, Problem};

/// The longest note, in characters.
const LONGEST: usize = 500;

/// What to write down.
#[derive(Deserialize)]
pub(super) struct NoteBody {
    text: String,
}

/// Reads the account's notes.
pub(super) async fn read(
    State(rooms): State<Rooms>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Result<Json<Value>, Problem> {
    let user = signed_in(&rooms, &visitor, &headers).await?;
    let notes = rooms.login_csrf_room.notes(&visitor.home(), user.id, rooms.house.clock.now());
    Ok(Json(json!({ "notes": notes })))
}

/// Writes a note down. JSON alone, so no other origin's page can send it.
pub(super) async fn write(
    State(rooms): State<Rooms>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<NoteBody>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let user = signed_in(&rooms, &visitor, &headers).await?;
    if body.text.trim().is_empty() || body.text.chars().count() > LONGEST {
        return Err(Refusal::Malformed.into());
    }
    rooms.login_csrf_room.write(&visitor.home(), user.id, body.text, rooms.house.clock.now());
    Ok((StatusCode::CREATED, Json(json!({ "message": "Written down" }))))
}
