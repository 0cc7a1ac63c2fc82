//! The way back to the client: with a code, or with an error; always with its `state` and with who answers.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::Refusal;
use openidconnect::RedirectUrl;
use openidconnect::core::CoreAuthErrorResponseType as AuthorizationError;

use super::AuthorizationRequest;
use crate::database::{NewGrant, Session};
use crate::realm::Realm;
use crate::{Provider, Secret};

/// How long a code is good for, in seconds (ASVS 10.4.3).
const CODE_LIFETIME: i64 = 60;

/// Sends a browser back with a code.
pub(crate) async fn send_code(
    provider: &Provider,
    realm: &Realm,
    request: &AuthorizationRequest<'_>,
    session: &Session,
) -> Result<Response, Refusal> {
    let code = Secret::random(&*provider.random);
    let grant = NewGrant {
        client_id: &request.client.id,
        redirect_uri: request.redirect_uri.as_str(),
        code_challenge: request.code_challenge,
        nonce: request.nonce,
        scope: &request.scope,
        code: code.digest(),
        code_expires_at: provider.clock.now() + CODE_LIFETIME,
    };
    if !provider.database.grant(session, &grant).await? {
        // Signed out a moment ago, in another tab.
        let reason = "the session has just ended";
        return Ok(send_back(realm, request, AuthorizationError::LoginRequired, reason));
    }
    tracing::info!(event = "authorization_code_issued", realm = %realm.name, client = request.client.id, user = session.user_id);
    Ok(redirect(realm, request.redirect_uri, request.state, &[("code", code.expose())]))
}

/// Sends a browser back with an error.
pub(crate) fn send_back(
    realm: &Realm,
    request: &AuthorizationRequest<'_>,
    error: AuthorizationError,
    reason: &'static str,
) -> Response {
    redirect(
        realm,
        request.redirect_uri,
        request.state,
        &[("error", error.as_ref()), ("error_description", reason)],
    )
}

/// 303, so that a browser never sends on what was in a form (RFC 9700 §4.12).
pub(super) fn redirect(
    realm: &Realm,
    redirect_uri: &RedirectUrl,
    state: Option<&str>,
    answer: &[(&str, &str)],
) -> Response {
    let mut address = redirect_uri.url().clone();
    address
        .query_pairs_mut()
        .extend_pairs(answer)
        .extend_pairs(state.map(|state| ("state", state)))
        // Who answers: a client with several providers is not to mix them up (RFC 9207).
        .append_pair("iss", realm.issuer().as_str());
    match HeaderValue::try_from(address.as_str()) {
        Ok(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
