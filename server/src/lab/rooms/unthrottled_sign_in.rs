//! `/api/lab/rooms/unthrottled-sign-in/…`: one account, and as many guesses as anybody likes.

use authn::{Credentials, Visitor};
use axum::extract::State;
use axum::routing::post;
use axum::{Extension, Json, Router};
use domain::Refusal;
use lab::rooms::unthrottled_sign_in::Carol;
use serde_json::{Value, json};

use crate::Rooms;
use crate::auth::LogInBody;
use crate::http::{JsonBody, Problem};

pub(super) fn routes() -> Router<Rooms> {
    Router::new().route("/login", post(log_in))
}

/// Shows Carol's profile to whoever knows her password. There is nothing else behind this sign-in, so it begins no session.
async fn log_in(
    State(rooms): State<Rooms>,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<LogInBody>,
) -> Result<Json<Value>, Problem> {
    let credentials = Credentials::parse(&body.email, body.password)?;
    let (sandbox, now) = (visitor.home(), rooms.house.clock.now());
    let switched_on = rooms.lab.store.defences(&sandbox).await.map_err(Refusal::from)?;
    let Carol { email, name, .. } =
        rooms.unthrottled_sign_in.log_in(&sandbox, now, &switched_on, &credentials)?;
    Ok(Json(json!({ "email": email, "name": name })))
}
