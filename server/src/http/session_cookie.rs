//! The session cookie: all of its attributes, in one place.

use std::fmt::Write as _;
use std::sync::Arc;

use authn::Sessions;
use authn::cookie_session::SessionRows;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

/// Its name. A browser takes a `__Host-` cookie only with `Secure`, with `Path=/` and without `Domain`, so no
/// other host and no plain connection can plant one (ASVS 3.3.1, 3.3.3; RFC 6265bis §4.1.3.2).
const SESSION_COOKIE: &str = "__Host-session";

/// What takes it out of the browser again: with the same attributes, or the browser would not touch it.
const REMOVED: HeaderValue =
    HeaderValue::from_static("__Host-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");

// #region cookie attributes
/// The layer that reads and sets the cookie.
pub(crate) fn session_cookie(sessions: Arc<dyn Sessions>) -> SessionManagerLayer<SessionRows> {
    SessionManagerLayer::new(SessionRows(sessions))
        .with_name(SESSION_COOKIE)
        .with_http_only(true)
        .with_secure(true)
        // Not `Strict`: a reader who follows a link to us from elsewhere would look signed out. What `Lax` lets
        // through is navigation by GET, which changes nothing here (ASVS 3.3.2).
        .with_same_site(SameSite::Lax)
        .with_path("/")
        // The cookie goes with the browser; how long the session lives is the server's to say.
        .with_expiry(Expiry::OnSessionEnd)
}
// #endregion cookie attributes

/// Mends what the layer leaves undone. Its removal of the cookie lacks `Secure`, so browsers would ignore it; it
/// removes a cookie that it merely does not know, though a newer one may have taken its place since; and of two
/// cookies by our name it would pick one. A browser never sends two; somebody who does gets neither.
pub(crate) async fn mend_session_cookie(mut request: Request, next: Next) -> Response {
    drop_ambiguous(request.headers_mut());
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = next.run(request).await;
    // A session ends where something was asked to be changed, and was: a late answer to an old cookie takes nothing.
    let ended = !reading && (response.status().is_success() || response.status().is_redirection());
    let headers = response.headers_mut();
    let removed = |value: &HeaderValue| value.as_bytes().starts_with(b"__Host-session=;");
    if !headers.get_all(header::SET_COOKIE).iter().any(removed) {
        return response;
    }
    let kept: Vec<_> =
        headers.get_all(header::SET_COOKIE).iter().filter(|value| !removed(value)).cloned().collect();
    headers.remove(header::SET_COOKIE);
    headers.extend(kept.into_iter().map(|value| (header::SET_COOKIE, value)));
    if ended {
        headers.append(header::SET_COOKIE, REMOVED);
        // Signed-in pages leave the browser's cache (ASVS 14.3.1). Not "cookies" or "storage": those are the whole
        // origin's, and here the other door's as well.
        headers.insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    }
    response
}

fn drop_ambiguous(headers: &mut HeaderMap) {
    if pairs(headers).filter(|pair| is_ours(pair)).count() < 2 {
        return;
    }
    let mut kept = String::new();
    for pair in pairs(headers).filter(|pair| !is_ours(pair)) {
        let _ = write!(kept, "{}{pair}", if kept.is_empty() { "" } else { "; " });
    }
    headers.remove(header::COOKIE);
    if let Ok(kept) = HeaderValue::try_from(kept) {
        headers.insert(header::COOKIE, kept);
    }
}

fn pairs(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|cookies| cookies.split(';')).map(str::trim)
}

fn is_ours(pair: &str) -> bool {
    pair.split('=').next().is_some_and(|name| name.trim() == SESSION_COOKIE)
}
