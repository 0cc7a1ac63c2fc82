//! The cookie of a sign-in that is under way at a provider: single-use, and gone after ten minutes.

use authn::relying_party::{ATTEMPT_LIFETIME, AttemptSecret};
use axum::http::{HeaderMap, HeaderValue};

use super::cookie::cookie;

/// Its name.
const ATTEMPT_COOKIE: &str = "__Host-sign-in";

/// What takes it out of the browser again.
const REMOVED: HeaderValue =
    HeaderValue::from_static("__Host-sign-in=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");

/// The secret that a request carries, if it can be one.
pub(crate) fn attempt_cookie(headers: &HeaderMap) -> Option<AttemptSecret> {
    cookie(headers, ATTEMPT_COOKIE)?.parse().ok()
}

/// The `Set-Cookie` for a browser that leaves. `Lax`: it comes back by a link on another site, and `Strict` would stay at
/// home then.
pub(crate) fn set_attempt_cookie(secret: &AttemptSecret) -> HeaderValue {
    let value = secret.expose();
    HeaderValue::try_from(format!(
        "{ATTEMPT_COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={ATTEMPT_LIFETIME}"
    ))
    .expect("a secret is URL-safe base64")
}

/// The `Set-Cookie` for one that is back.
pub(crate) const fn remove_attempt_cookie() -> HeaderValue {
    REMOVED
}
