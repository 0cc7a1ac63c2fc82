//! `Authorization: Bearer …` (RFC 6750): reading it, and asking for it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;

use crate::http::Problem;

/// The access token that a request carries in its header, and nowhere else: a query would end up in logs.
pub(crate) struct AccessToken(pub(crate) String);

/// A refusal that names the scheme which would help (RFC 6750 §3).
pub(crate) struct Challenge(Refusal);

impl<S: Send + Sync> FromRequestParts<S> for AccessToken {
    type Rejection = Challenge;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Challenge> {
        let value = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, credential) = value.and_then(|value| value.split_once(' ')).unwrap_or_default();
        if !scheme.eq_ignore_ascii_case(domain::BEARER) {
            return Err(Challenge(Refusal::Unauthorized));
        }
        Ok(Self(credential.trim().to_owned()))
    }
}

impl From<Refusal> for Challenge {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl IntoResponse for Challenge {
    fn into_response(self) -> Response {
        let unauthorized = self.0 == Refusal::Unauthorized;
        let mut response = Problem(self.0).into_response();
        if unauthorized {
            let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
