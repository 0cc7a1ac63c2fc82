//! `POST /login`: signs in with the credentials of the sandbox. JSON alone, so no other origin's page can send it.

use authn::{Credentials, Visitor, check_credentials};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::{Extension, Json};
use domain::{Password, Refusal};
use serde::Deserialize;
use serde_json::{Value, json};

use super::cookies::set_cookies;
use crate::LabRooms;
use crate::http::{JsonBody, Problem};

/// The credentials of an account in the sandbox.
#[derive(Deserialize)]
pub(super) struct LogInBody {
    email: String,
    password: Password,
}

/// Begins a session, and says what the room's own forms need: the sandbox's name and the anti-forgery token.
pub(super) async fn log_in(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<LogInBody>,
) -> Result<(HeaderMap, Json<Value>), Problem> {
    let credentials = Credentials::parse(&body.email, body.password)?;
    check_credentials(&rooms.house, &visitor, &credentials).await?;
    let (sandbox, house) = (visitor.home(), &rooms.house);
    let switched_on = rooms.lab.store.defences(&sandbox).await.map_err(Refusal::from)?;
    let session = rooms.vulnerable.csrf.sign_in(&sandbox, &*house.random, house.clock.now());
    let answer = json!({
        "message": "User logged in", "sandbox": sandbox, "anti_forgery_token": session.anti_forgery_token,
    });
    Ok((set_cookies(&session.id, &switched_on), Json(answer)))
}
