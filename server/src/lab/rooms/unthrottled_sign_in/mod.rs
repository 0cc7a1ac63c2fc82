//! `/api/lab/rooms/unthrottled-sign-in/…`: a few thousand accounts, and as many guesses as anybody likes; by JSON, and by a form.

mod form;
mod log_in;

use authn::{Credentials, Visitor};
use axum::Router;
use axum::routing::{get, post};
use domain::{Password, Refusal};
use serde_json::{Value, json};

use crate::LabRooms;

pub(super) fn routes() -> Router<LabRooms> {
    Router::new().route("/login", post(log_in::log_in)).route("/form", get(form::form).post(form::log_in))
}

/// Shows somebody's profile to whoever knows their password. There is nothing else behind this sign-in, so it begins no session.
async fn profile(
    rooms: &LabRooms,
    visitor: &Visitor,
    email: &str,
    password: Password,
) -> Result<Value, Refusal> {
    let credentials = Credentials::parse(email, password)?;
    let (sandbox, now) = (visitor.home(), rooms.house.clock.now());
    let switched_on = rooms.lab.store.defences(&sandbox).await?;
    let room = &rooms.vulnerable.unthrottled_sign_in;
    let name = room.log_in((&sandbox, visitor.address), now, &switched_on, &credentials)?;
    Ok(json!({ "email": email, "name": name }))
}
