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

/// A logout token, which is no secret of ours and signs nobody in.
#[derive(Deserialize)]
pub(crate) struct Message {
    logout_token: String,
}

/// Ends the sessions that the message names: 200, also if there were none; else 400, whatever the reason (§2.8), in the shape of
/// RFC 6749 §5.2. A message that comes twice ends what has ended already.
pub(crate) async fn back_channel(
    State(notes): State<Arc<Notes>>,
    message: Result<Form<Message>, FormRejection>,
) -> Response {
    let Ok(Form(message)) = message else { return refuse("invalid_request", "There is no logout_token.") };
    let logged_out = match notes.provider.logged_out(&message.logout_token, &*notes.clock).await {
        Ok(logged_out) => logged_out,
        Err(refusal) => {
            tracing::warn!(event = "backchannel_logout_refused", %refusal);
            return match refusal {
                // Which of the checks it was is for the log: whoever guesses is told no more.
                BackChannelRefusal::Token(_) => {
                    refuse("invalid_request", "The logout token is not one to believe.")
                }
                BackChannelRefusal::Provider(_) => {
                    refuse("temporarily_unavailable", "Nobody was signed out: your keys could not be read.")
                }
            };
        }
    };
    match notes.database.end_sessions_of(&logged_out, notes.clock.now()).await {
        Ok(ended) => {
            let issuer = logged_out.issuer;
            tracing::info!(event = "session_expired", reason = "provider_logout", issuer, sessions = ended);
            StatusCode::OK.into_response()
        }
        Err(error) => {
            tracing::error!(%error, "database");
            refuse("temporarily_unavailable", "Nobody was signed out: the database is not available.")
        }
    }
}

fn refuse(error: &str, description: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": error, "error_description": description })))
        .into_response()
}
