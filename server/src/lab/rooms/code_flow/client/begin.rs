//! `GET /sign-in`: the browser is given an attempt, and leaves for the provider.

use authn::Visitor;
use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::Refusal;
use lab::rooms::CookieValue;
use lab::rooms::code_flow::ResponseType;
use reqwest::Url;
use serde::Deserialize;

use crate::LabRooms;
use crate::http::Problem;
use crate::lab::rooms::code_flow::{ATTEMPT, registration, switched_on};

/// What the provider is asked for.
#[derive(Deserialize)]
pub(in crate::lab::rooms::code_flow) struct Begin {
    #[serde(default = "code")]
    response_type: ResponseType,
}

fn code() -> ResponseType {
    ResponseType::Code
}

/// Begins.
pub(in crate::lab::rooms::code_flow) async fn sign_in(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    asked: Result<Query<Begin>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(Begin { response_type }) = asked.map_err(|_| Refusal::Malformed)?;
    let (sandbox, house) = (visitor.home(), &rooms.house);
    let registration = registration(&rooms);
    let on = switched_on(&rooms, &sandbox).await?;
    let attempt = rooms.vulnerable.code_flow.begin(&sandbox, &*house.random, house.clock.now());
    let question = attempt.question(&registration, response_type, &on);
    let address = format!("{}/authorize", registration.issuer(&sandbox));
    let address = Url::parse_with_params(&address, question).map_err(|_| Refusal::Unavailable)?;
    let location = HeaderValue::try_from(address.as_str()).map_err(|_| Refusal::Unavailable)?;
    let cookie = ATTEMPT.set(&CookieValue::new(attempt.id));
    Ok((StatusCode::SEE_OTHER, cookie, [(header::LOCATION, location)]).into_response())
}
