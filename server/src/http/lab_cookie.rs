//! The lab's own cookie: which sandbox this browser works in. It opens nothing.

use axum::http::{HeaderMap, HeaderValue};
use domain::SandboxId;

use super::cookie::cookie;

/// Its name.
const LAB_COOKIE: &str = "__Host-sandbox";

/// The sandbox that a request's cookie names, if it can be one.
pub(crate) fn lab_cookie(headers: &HeaderMap) -> Option<SandboxId> {
    cookie(headers, LAB_COOKIE)?.parse().ok()
}

/// The `Set-Cookie` that puts a browser into a sandbox.
pub(crate) fn set_lab_cookie(sandbox: &SandboxId) -> HeaderValue {
    HeaderValue::try_from(format!("{LAB_COOKIE}={sandbox}; Path=/; Secure; HttpOnly; SameSite=Lax"))
        .expect("a sandbox id is made of letters, digits, - and _")
}
