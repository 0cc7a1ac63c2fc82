//! The lab's own cookie: which sandbox a browser works in. It opens nothing.

use domain::SandboxId;
use http::HeaderValue;

/// Its name.
pub const LAB_COOKIE: &str = "__Host-sandbox";

/// The `Set-Cookie` that puts a browser into a sandbox.
///
/// # Panics
/// Never: a sandbox id is made of letters, digits, `-` and `_`.
#[must_use]
pub fn set_lab_cookie(sandbox: &SandboxId) -> HeaderValue {
    HeaderValue::try_from(format!("{LAB_COOKIE}={sandbox}; Path=/; Secure; HttpOnly; SameSite=Lax"))
        .expect("a sandbox id is made of letters, digits, - and _")
}
