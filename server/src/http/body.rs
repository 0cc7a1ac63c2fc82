//! Reading a body: what is wrong with it is said with the right status, as JSON.

use axum::Json;
use axum::body::Body;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::Response;
use http_body_util::Limited;
use serde::de::DeserializeOwned;

use super::problem;

/// The largest request body that anything here needs, in bytes.
const LARGEST_BODY: usize = 4 * 1024;

/// A JSON body.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<S, T> FromRequest<S> for JsonBody<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        match Json::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(explain(&rejection)),
        }
    }
}

/// Refuses a body that says of itself that it is too large, before any of it is read. One that says nothing is cut off
/// when it has become too large.
pub(crate) fn limit_body(request: &mut Request) -> Result<(), Response> {
    let length =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > LARGEST_BODY) {
        return Err(too_large());
    }
    let whole = std::mem::take(request.body_mut());
    *request.body_mut() = Body::new(Limited::new(whole, LARGEST_BODY));
    Ok(())
}

fn too_large() -> Response {
    problem(StatusCode::PAYLOAD_TOO_LARGE, "The request is larger than 4 KiB.")
}

fn explain(rejection: &JsonRejection) -> Response {
    match rejection {
        JsonRejection::MissingJsonContentType(_) => {
            problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send JSON, with `Content-Type: application/json`.")
        }
        JsonRejection::BytesRejection(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            too_large()
        }
        // Well-formed JSON with a field too few is as unusable as a torn one: both are the sender's to mend.
        JsonRejection::JsonSyntaxError(_) | JsonRejection::JsonDataError(_) => {
            problem(StatusCode::BAD_REQUEST, "The body is not the JSON that this address takes.")
        }
        _ => problem(StatusCode::BAD_REQUEST, "The body could not be read."),
    }
}
