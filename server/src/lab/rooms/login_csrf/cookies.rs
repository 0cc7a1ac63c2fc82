//! The room's cookies: as careful as the reference's, for it is not they that fail here.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::http::cookie;

/// Who is signed in.
const SESSION: &str = "__Host-lab-login";
/// Which form a browser was given before anybody was signed in.
const FORM: &str = "__Host-lab-login-form";

/// The `Set-Cookie` of a session.
pub(super) fn set_session(id: &str) -> [(HeaderName, HeaderValue); 1] {
    set(SESSION, id)
}

/// The `Set-Cookie` of a form.
pub(super) fn set_form(id: &str) -> [(HeaderName, HeaderValue); 1] {
    set(FORM, id)
}

/// The session that a request carries.
pub(super) fn session(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, SESSION)
}

/// The form that a request carries.
pub(super) fn form(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, FORM)
}

fn set(name: &str, id: &str) -> [(HeaderName, HeaderValue); 1] {
    let line = HeaderValue::try_from(format!("{name}={id}; Path=/; Secure; HttpOnly; SameSite=Lax"));
    [(header::SET_COOKIE, line.expect("a random name is URL-safe base64"))]
}
