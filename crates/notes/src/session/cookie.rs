//! The session's cookie: all of its attributes, in one place.

use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use super::SessionDigest;

/// A name of its own: a cookie's host has no port, and names are all that keeps two apart on one host.
const SESSION_COOKIE: &str = "__Host-notes_session";

/// What opens the session that a browser says it has.
pub(super) fn read(cookies: &CookieJar) -> Option<SessionDigest> {
    cookies.get(SESSION_COOKIE).map(|cookie| SessionDigest::of(cookie.value()))
}

/// A browser takes a `__Host-` cookie only with `Secure`, with `Path=/` and without `Domain` (RFC 6265bis §4.1.3.2). Not
/// `Strict`: users arrive from the provider's page, and would look signed out.
pub(super) fn cookie(value: String) -> Cookie<'static> {
    Cookie::build((SESSION_COOKIE, value))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .build()
}

/// What takes it out of the browser again: with the same attributes, or the browser would not touch it.
pub(crate) fn removed() -> Cookie<'static> {
    let mut cookie = cookie(String::new());
    cookie.make_removal();
    cookie
}
