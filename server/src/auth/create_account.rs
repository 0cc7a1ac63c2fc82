//! `POST /api/accounts`: the same answer whether the address was free or taken.

use std::sync::Arc;

use authn::{House, Visitor};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::{Email, NewPassword, Password, Refusal, UserName};
use serde::Deserialize;
use serde_json::json;

use crate::http::{JsonBody, Problem};

#[derive(Deserialize)]
pub(crate) struct CreateAccountBody {
    email: String,
    name: String,
    password: Password,
}

/// Creates an account if the address is free.
pub(crate) async fn create_account(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<CreateAccountBody>,
) -> Result<Response, Problem> {
    let (email, name, password) = parse(body)?;
    authn::sign_up(&house, &visitor, &email, &name, &password).await?;
    let message = "If this address was free, the account exists now";
    Ok((StatusCode::ACCEPTED, Json(json!({ "message": message }))).into_response())
}

fn parse(body: CreateAccountBody) -> Result<(Email, UserName, NewPassword), Refusal> {
    Ok((body.email.parse()?, body.name.parse()?, NewPassword::parse(body.password)?))
}
