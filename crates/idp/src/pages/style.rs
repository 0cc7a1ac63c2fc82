//! How the provider looks: nothing like the app, so that a user sees whom they give their password to.

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;

const STYLE: &str =
    concat!(include_str!("style.css"), include_str!("second_factor.css"), include_str!("account.css"));

/// `GET /style.css`.
pub(crate) async fn style() -> impl IntoResponse {
    let css = HeaderValue::from_static("text/css; charset=utf-8");
    let for_an_hour = HeaderValue::from_static("public, max-age=3600");
    ([(header::CONTENT_TYPE, css), (header::CACHE_CONTROL, for_an_hour)], STYLE)
}
