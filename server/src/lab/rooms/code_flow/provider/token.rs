//! `POST /provider/{sandbox}/token`: the client's server brings a code, and gets an ID token (RFC 6749 §5).

use authn::random_name;
use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use lab::rooms::code_flow::{self, ID_TOKEN_LIFETIME, Refused, TokenRequest};
use serde_json::json;

use crate::LabRooms;
use crate::http::Problem;
use crate::lab::rooms::code_flow::{registration, switched_on};
use crate::lab::rooms::named_sandbox::named_sandbox;

/// Redeems a code. There is no access token worth the name, for there is nothing here that it could open.
pub(in crate::lab::rooms::code_flow) async fn token(
    State(rooms): State<LabRooms>,
    Path(sandbox): Path<String>,
    form: Result<Form<TokenRequest>, FormRejection>,
) -> Result<Response, Problem> {
    let sandbox = named_sandbox(&rooms, &sandbox).await?;
    let Ok(Form(request)) = form else { return Ok(refuse("invalid_request", "a parameter is missing")) };
    let (house, registration) = (&rooms.house, registration(&rooms));
    let on = switched_on(&rooms, &sandbox).await?;
    let (secret, now) = (code_flow::client_secret(house)?, house.clock.now());
    let redeemed = rooms.vulnerable.code_flow.redeem(&sandbox, (&registration, &secret), &request, &on, now);
    let grant = match redeemed {
        Ok(grant) => grant,
        Err(refused) => {
            rooms.vulnerable.code_flow.note_refusal(&sandbox, refused, now);
            let error = if refused == Refused::Client { "invalid_client" } else { "invalid_grant" };
            return Ok(refuse(error, refused.words()));
        }
    };
    let id_token = code_flow::issue(house, registration.issuer(&sandbox), grant.user, grant.nonce)?;
    let answer = json!({
        "access_token": random_name(&*house.random),
        "token_type": "Bearer",
        "expires_in": ID_TOKEN_LIFETIME,
        "id_token": id_token,
    });
    Ok(Json(answer).into_response())
}

/// In the words of RFC 6749 §5.2.
fn refuse(error: &str, reason: &str) -> Response {
    let status = if error == "invalid_client" { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
    (status, Json(json!({ "error": error, "error_description": reason }))).into_response()
}
