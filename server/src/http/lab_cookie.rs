//! The lab's own cookie: which sandbox this browser works in. It opens nothing.

use axum::http::{HeaderMap, HeaderValue, header};
use domain::SandboxId;

/// Its name.
const LAB_COOKIE: &str = "__Host-sandbox";

/// The sandbox that a request's cookie names, if it can be one.
pub(crate) fn lab_cookie(headers: &HeaderMap) -> Option<SandboxId> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == LAB_COOKIE)
        .and_then(|(_, value)| value.parse().ok())
}

/// The `Set-Cookie` that puts a browser into a sandbox.
pub(crate) fn set_lab_cookie(sandbox: &SandboxId) -> HeaderValue {
    HeaderValue::try_from(format!("{LAB_COOKIE}={sandbox}; Path=/; Secure; HttpOnly; SameSite=Lax"))
        .expect("a sandbox id is made of letters, digits, - and _")
}
