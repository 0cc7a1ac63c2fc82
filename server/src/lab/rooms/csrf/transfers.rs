//! `/transfers`: what was changed and what was tried in this sandbox, for whoever watches.

use authn::Visitor;
use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use lab::rooms::csrf::Account;

use crate::LabRooms;

/// The changes and the log.
pub(super) async fn transfers(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
) -> Json<Account> {
    Json(rooms.vulnerable.csrf.account(&visitor.home(), rooms.house.clock.now()))
}

/// Forgets both. A browser asks permission before another origin's page may send a DELETE, and gets none.
pub(super) async fn clear(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
) -> StatusCode {
    rooms.vulnerable.csrf.clear_account(&visitor.home(), rooms.house.clock.now());
    StatusCode::NO_CONTENT
}
