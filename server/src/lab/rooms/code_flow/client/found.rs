//! `POST /found`: what a script on one of the client's pages found lying around, in numbers.

use authn::Visitor;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use lab::rooms::code_flow::Found;

use crate::LabRooms;
use crate::http::JsonBody;

/// Notes it.
pub(in crate::lab::rooms::code_flow) async fn found(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    JsonBody(found): JsonBody<Found>,
) -> StatusCode {
    rooms.vulnerable.code_flow.note_found(&visitor.home(), found, rooms.house.clock.now());
    StatusCode::NO_CONTENT
}
