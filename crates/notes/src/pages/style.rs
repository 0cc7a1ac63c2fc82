//! How Notes looks: like neither the app nor the provider, so that nobody mistakes where they are.

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;

/// `GET /style.css`.
pub(crate) async fn style() -> impl IntoResponse {
    let css = HeaderValue::from_static("text/css; charset=utf-8");
    let for_an_hour = HeaderValue::from_static("public, max-age=3600");
    ([(header::CONTENT_TYPE, css), (header::CACHE_CONTROL, for_an_hour)], include_str!("style.css"))
}
