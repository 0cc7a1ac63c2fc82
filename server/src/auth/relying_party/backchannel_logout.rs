//! `POST /sign-in/{provider}/backchannel-logout`: the provider's server says that a session has ended there (`OpenID` Connect
//! Back-Channel Logout 1.0 §2.5). No browser sends it, so it has no `Origin` and no cookie; what it proves is its signature.

use authn::relying_party::{BackChannelRefusal, ProviderRefusal, log_out_by_back_channel};
use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::Refusal;
use serde::Deserialize;
use serde_json::json;

use crate::Rooms;

/// What is sent.
#[derive(Deserialize)]
pub(crate) struct BackchannelLogoutForm {
    logout_token: String,
}

/// Ends what it names.
pub(crate) async fn backchannel_logout(
    State(rooms): State<Rooms>,
    Path(provider): Path<String>,
    form: Result<Form<BackchannelLogoutForm>, FormRejection>,
) -> Response {
    let Ok(Form(form)) = form else { return refuse("invalid_request", "There is no logout_token.") };
    let logged_out =
        log_out_by_back_channel(&rooms.house, &rooms.relying_party, &provider, &form.logout_token).await;
    match logged_out {
        Ok(_) => (StatusCode::OK, [(header::CACHE_CONTROL, "no-store")]).into_response(),
        Err(refusal) => {
            tracing::warn!(event = "backchannel_logout_refused", provider, %refusal);
            let (error, description) = said(refusal);
            refuse(error, description)
        }
    }
}

/// What the provider's server is told: whether it helps to send it again, and no reason that would help a forger.
const fn said(refusal: BackChannelRefusal) -> (&'static str, &'static str) {
    match refusal {
        BackChannelRefusal::Token(_) | BackChannelRefusal::Provider(ProviderRefusal::UnknownProvider) => {
            ("invalid_request", "The logout token is not one to believe.")
        }
        BackChannelRefusal::Provider(ProviderRefusal::House(Refusal::Unavailable)) => {
            ("temporarily_unavailable", "Nobody was signed out: the database is not available.")
        }
        BackChannelRefusal::Provider(_) => {
            ("temporarily_unavailable", "Nobody was signed out: your keys could not be read.")
        }
    }
}

/// 400 whatever the reason, for a logout that failed too (§2.8), in the shape of RFC 6749 §5.2.
fn refuse(error: &str, description: &str) -> Response {
    let body = Json(json!({ "error": error, "error_description": description }));
    (StatusCode::BAD_REQUEST, [(header::CACHE_CONTROL, "no-store")], body).into_response()
}
