//! Every error as JSON: `{"message": …}`, with the status that belongs to it.

use std::any::Any;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use serde_json::json;

/// A [`Refusal`] on its way out.
pub(crate) struct Problem(pub(crate) Refusal);

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = problem(status, &self.0.to_string());
        if let Some(seconds) = self.0.retry_after() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// An error with a status and a sentence.
pub(crate) fn problem(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "message": message }))).into_response()
}

/// There is nothing at this address.
pub(crate) fn not_found() -> Response {
    problem(StatusCode::NOT_FOUND, "Not found")
}

/// There is something at this address, for other methods.
pub(crate) async fn method_not_allowed() -> Response {
    problem(StatusCode::METHOD_NOT_ALLOWED, "This address does not take that method.")
}

/// A handler panicked: a defect of ours. The details are for the log alone.
pub(crate) fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let cause = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    tracing::error!(event = "sys_crash", cause = cause.unwrap_or("unknown"), "a handler panicked");
    problem(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on the server. Try again.")
}
