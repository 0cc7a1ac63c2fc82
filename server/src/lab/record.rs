//! Noting each exchange with a door, as it came in and as it went out.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::{Door, Exchange};

use super::Recorder;
use super::shorten::shorten_secrets;
use crate::http::lab_cookie;

/// Records what goes to a door, and nothing else: files and the lab's own requests would drown it.
pub(crate) async fn record(State(recorder): State<Arc<Recorder>>, request: Request, next: Next) -> Response {
    let Some(door) = door(request.uri().path()) else {
        return next.run(request).await;
    };
    let sandbox = lab_cookie(request.headers()).unwrap_or_default();
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let request_headers = shorten_secrets(request.headers());
    let response = next.run(request).await;
    let exchange = Exchange {
        number: 0,
        at: milliseconds_now(),
        door,
        method,
        path,
        status: response.status().as_u16(),
        request: request_headers,
        response: shorten_secrets(response.headers()),
    };
    recorder.record(&sandbox, exchange);
    response
}

/// Which door an address belongs to. A page is the session door's: its cookie goes along with the very first
/// request, which nothing can attach a token to (claim T7).
fn door(path: &str) -> Option<Door> {
    let session = ["/api/session/", "/fn/session/"];
    if path.starts_with("/api/jwt/") {
        Some(Door::LocalStorageJwt)
    } else if session.iter().any(|prefix| path.starts_with(prefix)) || matches!(path, "/compare" | "/account")
    {
        Some(Door::CookieSession)
    } else {
        None
    }
}

fn milliseconds_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
