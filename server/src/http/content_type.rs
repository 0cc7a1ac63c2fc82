//! No content type slips past the preflight (ASVS 3.5.2): an unsafe request with a body says what it is, and it is
//! what the address takes.

use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::response::Response;

use super::problem;

/// Refuses a server function's call that is not an encoded form. JSON addresses see to themselves, in `body.rs`.
pub(crate) fn require_content_type(request: &mut Request) -> Result<(), Response> {
    let form_only = request.uri().path().starts_with("/fn/") && request.method() == Method::POST;
    if form_only && !is_form(request) {
        return Err(problem(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Send a form, with `Content-Type: application/x-www-form-urlencoded`.",
        ));
    }
    Ok(())
}

fn is_form(request: &Request) -> bool {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next());
    essence.is_some_and(|value| value.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}
