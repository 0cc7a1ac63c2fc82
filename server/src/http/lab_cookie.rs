//! Reading the lab's own cookie: which sandbox this browser works in.

use app::lab::LAB_COOKIE;
use axum::http::HeaderMap;
use domain::SandboxId;

use super::cookie::cookie;

/// The sandbox that a request's cookie names, if it can be one.
pub(crate) fn lab_cookie(headers: &HeaderMap) -> Option<SandboxId> {
    cookie(headers, LAB_COOKIE)?.parse().ok()
}
