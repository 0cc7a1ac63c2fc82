//! Every way in which the token endpoint says no, in the words of RFC 6749 §5.2.

use authn::StoreError;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use openidconnect::StandardErrorResponse;
use openidconnect::core::CoreErrorResponseType;

/// Why no token was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenRefusal {
    /// The request is not of the form that this endpoint takes.
    InvalidRequest(&'static str),
    /// It is not certain which client this is.
    InvalidClient,
    /// The code or refresh token is unknown, used, too old, or not this client's. Says no more, so that nobody learns which.
    InvalidGrant,
    /// There is no such grant here: `password` and `client_credentials` among them.
    UnsupportedGrantType,
    /// It asks for more than it was given.
    InvalidScope,
    /// The database does not answer, or there is no key.
    Unavailable,
}

impl From<StoreError> for TokenRefusal {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "store");
        Self::Unavailable
    }
}

impl IntoResponse for TokenRefusal {
    fn into_response(self) -> Response {
        use CoreErrorResponseType as Error;

        let (status, error, reason) = match self {
            Self::InvalidRequest(reason) => (StatusCode::BAD_REQUEST, Error::InvalidRequest, reason),
            Self::InvalidClient => (
                StatusCode::UNAUTHORIZED,
                Error::InvalidClient,
                "the client is unknown, or its secret is wrong",
            ),
            Self::InvalidGrant => (
                StatusCode::BAD_REQUEST,
                Error::InvalidGrant,
                "the code or refresh token is unknown, used, too old, or was given for another client or request",
            ),
            Self::UnsupportedGrantType => (
                StatusCode::BAD_REQUEST,
                Error::UnsupportedGrantType,
                "only authorization_code and refresh_token are supported",
            ),
            Self::InvalidScope => {
                (StatusCode::BAD_REQUEST, Error::InvalidScope, "it asks for more than was granted")
            }
            // The standard has no word for it here; the authorization endpoint's fits.
            Self::Unavailable => (
                StatusCode::SERVICE_UNAVAILABLE,
                Error::Extension("temporarily_unavailable".to_owned()),
                "try again in a minute",
            ),
        };
        let body = StandardErrorResponse::new(error, Some(reason.to_owned()), None);
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        match self {
            Self::InvalidClient => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"token\""));
            }
            Self::Unavailable => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
            }
            _ => {}
        }
        response
    }
}
