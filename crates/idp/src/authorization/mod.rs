//! The authorization endpoint: a client sends a browser here with a question, and gets it back with a code (RFC 6749
//! §4.1, OpenID Connect Core §3.1). The code flow is the only one: no token ever passes through the browser.
//!
//! Whoever is signed in already goes straight back: that is single sign-on.

mod answer;
mod request;

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use openidconnect::core::CoreAuthErrorResponseType as AuthorizationError;

pub(crate) use answer::{send_back, send_code};
pub(crate) use request::{AuthorizationRequest, Prompt, Refused, SCOPES};

use crate::Provider;
use crate::pages::{self, Problem};
use crate::parameters::Parameters;
use crate::realm::Realm;
use crate::sign_in::{self, Destination, current_session};

/// `GET` and `POST …/authorize`.
pub(crate) async fn authorize(
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    cookies: CookieJar,
    parameters: Parameters,
) -> Response {
    let request = match AuthorizationRequest::parse(&provider, &parameters) {
        Ok(request) => request,
        Err(refused) => return refuse(&realm, refused),
    };
    let session = match current_session(&provider, &realm, &cookies).await {
        Ok(session) => session,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    let fresh = session.filter(|session| request.accepts(session.auth_time, provider.clock.now()));
    match (request.prompt, fresh) {
        (Prompt::Login, _) | (Prompt::IfNeeded, None) => {
            let destination = Destination::Client(Box::new(request));
            sign_in::show_form(&provider, &realm, cookies, &destination, &parameters)
        }
        (Prompt::None, None) => send_back(
            &realm,
            &request,
            AuthorizationError::LoginRequired,
            "nobody is signed in, and nobody may be asked",
        ),
        (Prompt::None | Prompt::IfNeeded, Some(session)) => send_code(&provider, &realm, &request, &session)
            .await
            .unwrap_or_else(|refusal| Problem(refusal).into_response()),
    }
}

/// Refuses a request: to the client, if it is certain who that is, and otherwise to the user. Never to an address that
/// nobody registered: that would make this a redirector for everybody (RFC 9700 §4.11.2).
pub(crate) fn refuse(realm: &Realm, refused: Refused<'_>) -> Response {
    match refused {
        Refused::Shown(reason) => {
            tracing::warn!(event = "authorization_refused", realm = %realm.name, reason);
            pages::wrong_request(reason).into_response()
        }
        Refused::SentBack { redirect_uri, state, error, reason } => {
            tracing::warn!(event = "authorization_refused", realm = %realm.name, error = error.as_ref(), reason);
            answer::redirect(
                realm,
                redirect_uri,
                state,
                &[("error", error.as_ref()), ("error_description", reason)],
            )
        }
    }
}
