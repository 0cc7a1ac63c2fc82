//! The built files, compressed beforehand, and a proper 404 for everything else.

use app::shell;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos_axum::render_app_async_with_context;
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use super::{not_found, page_context};
use crate::Rooms;

/// For files whose address holds their version: a browser may keep them for good.
const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// For the others: a browser asks whether they have changed.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// A file of the site, else a page that says there is none; machines get that as JSON.
pub(crate) async fn files_or_not_found(State(rooms): State<Rooms>, request: Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") || path.starts_with("/fn/") {
        return not_found();
    }
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reading {
        return not_found();
    }
    // While somebody works on them, files change under a running server, and under the version that it read.
    let versioned = rooms.site.live_reload.is_none()
        && request.uri().query().is_some_and(|query| query.starts_with("v="));
    let (parts, _) = request.into_parts();
    let for_page = Request::from_parts(parts.clone(), Body::empty());
    if let Some(file) = file(&rooms, Request::from_parts(parts, Body::empty()), versioned).await {
        return file;
    }
    let options = rooms.site.options.clone();
    let page = render_app_async_with_context(page_context(&rooms), move || shell(options.clone()));
    let mut response = page(for_page).await.into_response();
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

async fn file(rooms: &Rooms, request: Request, versioned: bool) -> Option<Response> {
    // A folder has no page of its own, and `/` is a route.
    let files = ServeDir::new(&rooms.site.root)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    let Ok(response) = files.oneshot(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        return None;
    }
    let mut response = response.map(Body::new);
    response.headers_mut().insert(header::CACHE_CONTROL, if versioned { FOR_GOOD } else { ASK_AGAIN });
    Some(response)
}
