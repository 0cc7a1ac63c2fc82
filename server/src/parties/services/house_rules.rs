//! What both services keep to: nothing of theirs is stored, framed or run.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::http::problem;

/// For whatever is not a page: nothing at all.
const NO_PAGE: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// Marks every answer as not to be kept, and as no page unless it says otherwise.
pub(super) async fn keep_nothing(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(NO_PAGE);
    response
}

/// There is nothing at this address.
pub(super) async fn not_found() -> Response {
    problem(StatusCode::NOT_FOUND, "Not found")
}

/// There is something at this address, for other methods.
pub(super) async fn method_not_allowed() -> Response {
    problem(StatusCode::METHOD_NOT_ALLOWED, "This address does not take that method.")
}
