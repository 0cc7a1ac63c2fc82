//! The token of a request, from its `Authorization` header (RFC 6750 §2.1).

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use super::refused::Refused;

/// It is not printed.
pub(super) struct Bearer(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Bearer {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let value = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, token) = value.and_then(|value| value.split_once(' ')).ok_or(Refused::NoToken)?;
        if scheme.eq_ignore_ascii_case("bearer") { Ok(Self(token.to_owned())) } else { Err(Refused::NoToken) }
    }
}
