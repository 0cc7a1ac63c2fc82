//! How a server function answers: with a status for programs, with a way back for forms.

use domain::Refusal;
use http::header::{ACCEPT, RETRY_AFTER};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Gives the answer the status of the refusal.
///
/// A browser that posted a form is sent back to its page instead, with the refusal in the URL: any status that is
/// set here would take the place of that redirect.
pub(crate) fn refuse(refusal: Refusal) {
    let Some(response) = use_context::<ResponseOptions>().filter(|_| !is_form_post()) else { return };
    if let Ok(status) = StatusCode::from_u16(refusal.status()) {
        response.set_status(status);
    }
    if let Some(seconds) = refusal.retry_after() {
        response.append_header(RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// Sends a browser that posted a form to `page`; leaves everybody else their answer.
pub(crate) fn send_form_to(page: &str) {
    if is_form_post() {
        leptos_axum::redirect(page);
    }
}

/// Adds a header beside those of the same name: there may be another cookie to set.
pub(crate) fn append_header(name: HeaderName, value: HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(name, value);
    }
}

/// Sets the status of a page.
pub(crate) fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Whether a page is expected in return: a script that fetches asks for JSON, a browser that navigates for HTML.
fn is_form_post() -> bool {
    use_context::<Parts>().is_some_and(|request| accepts_html(&request.headers))
}

fn accepts_html(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("text/html"))
}
