//! Why a service says no.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::http::problem;

/// A refusal, with a status each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    /// No token was brought.
    #[error("This document is shown to whoever brings a token for it.")]
    NoToken,
    /// It was not signed by the app, is for somebody else or something else, or its time is over. Says no more: whoever
    /// has a right to the document asks the app again.
    #[error("This token does not open this document, or no longer. Ask the app for another.")]
    InvalidToken,
    /// The token is good here, and for less than this.
    #[error("This token is not good for that.")]
    InsufficientScope,
    /// The app's keys could not be fetched.
    #[error("This service cannot reach the app to check the token. Try again in a minute.")]
    NoKeys,
    /// There is no room to remember another link.
    #[error("This service has opened too many links. Try again in a minute.")]
    NoRoom,
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        // RFC 6750 §3 and §3.1: who brings no token is told of no error.
        let (status, challenge) = match self {
            Self::NoToken => (StatusCode::UNAUTHORIZED, Some("Bearer")),
            Self::InvalidToken => (StatusCode::UNAUTHORIZED, Some(r#"Bearer error="invalid_token""#)),
            Self::InsufficientScope => (StatusCode::FORBIDDEN, Some(r#"Bearer error="insufficient_scope""#)),
            Self::NoKeys | Self::NoRoom => (StatusCode::SERVICE_UNAVAILABLE, None),
        };
        let mut response = problem(status, &self.to_string());
        if let Some(challenge) = challenge {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response
    }
}
