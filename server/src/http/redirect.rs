//! The way back from a form, tidied: `server_fn` takes an old error out of the address and leaves its `?` behind.

use axum::http::{HeaderValue, header};
use axum::response::Response;

/// Takes an empty query off the address that a browser is sent to.
pub(crate) fn tidy_redirect(mut response: Response) -> Response {
    let location = response.headers().get(header::LOCATION).map(HeaderValue::as_bytes);
    let tidied = location.and_then(|location| location.strip_suffix(b"?")).map(HeaderValue::from_bytes);
    if let Some(Ok(location)) = tidied {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}
