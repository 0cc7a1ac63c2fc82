//! `POST /provider/{sandbox}/login`: somebody proves to the provider who they are.

use authn::{Credentials, Visitor, check_credentials};
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use lab::rooms::CookieValue;
use serde_json::json;

use crate::LabRooms;
use crate::auth::LogInBody;
use crate::http::{JsonBody, Problem};
use crate::lab::rooms::code_flow::AT_PROVIDER;
use crate::lab::rooms::named_sandbox::named_sandbox;

/// Signs in at the provider, and nowhere else.
pub(in crate::lab::rooms::code_flow) async fn log_in(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    Path(sandbox): Path<String>,
    JsonBody(body): JsonBody<LogInBody>,
) -> Result<impl IntoResponse, Problem> {
    let sandbox = named_sandbox(&rooms, &sandbox).await?;
    let credentials = Credentials::parse(&body.email, body.password)?;
    let visitor = Visitor { sandbox: Some(sandbox.clone()), ..visitor };
    let user = check_credentials(&rooms.house, &visitor, &credentials).await?.user.id;
    let (random, now) = (&*rooms.house.random, rooms.house.clock.now());
    let cookie = rooms.vulnerable.code_flow.sign_in_at_provider(&sandbox, user, random, now);
    Ok((AT_PROVIDER.set(&CookieValue::new(cookie)), Json(json!({ "message": "User logged in" }))))
}
