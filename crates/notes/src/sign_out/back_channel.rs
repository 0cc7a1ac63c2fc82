//! `POST /backchannel-logout`: the provider's server says that a session of its own has ended (OpenID Connect Back-Channel Logout
//! 1.0 §2.5). No browser is there, and none can get in the way.

use std::sync::Arc;

use authn::relying_party::BackChannelRefusal;
use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use crate::Notes;
use crate::refusal::Refusal;

/// A logout token, which is no secret of ours and signs nobody in.
#[derive(Deserialize)]
pub(crate) struct Message {
    logout_token: String,
}

/// Ends the sessions that the message names: 200, also if there were none; 400 with the standard's error for a message that is not
/// to be believed (§2.8). A message that comes twice ends what has ended already.
pub(crate) async fn back_channel(
    State(notes): State<Arc<Notes>>,
    message: Result<Form<Message>, FormRejection>,
) -> Response {
    let Ok(Form(message)) = message else { return invalid("logout_token is missing") };
    let logged_out = match notes.provider.logged_out(&message.logout_token, &*notes.clock).await {
        Ok(logged_out) => logged_out,
        Err(BackChannelRefusal::Token(refusal)) => {
            tracing::warn!(event = "logout_token_refused", reason = %refusal);
            return invalid("the logout token was refused");
        }
        Err(BackChannelRefusal::Provider(refusal)) => return problem(refusal.into()),
    };
    match notes.database.end_sessions_of(&logged_out, notes.clock.now()).await {
        Ok(ended) => {
            tracing::info!(event = "backchannel_logout", issuer = logged_out.issuer, ended);
            StatusCode::OK.into_response()
        }
        Err(error) => problem(error.into()),
    }
}

/// Which of the checks it was is for the log: whoever guesses is told no more.
fn invalid(description: &'static str) -> Response {
    let error = json!({ "error": "invalid_request", "error_description": description });
    (StatusCode::BAD_REQUEST, Json(error)).into_response()
}

fn problem(refusal: Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(json!({ "error": "temporarily_unavailable" }))).into_response()
}
