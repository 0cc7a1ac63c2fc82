//! How the attacker's site looks: nothing like the app, so that nobody takes the one for the other.

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;

/// `GET /style.css`.
pub(super) async fn style() -> impl IntoResponse {
    let css = HeaderValue::from_static("text/css; charset=utf-8");
    ([(header::CONTENT_TYPE, css)], include_str!("style.css"))
}
