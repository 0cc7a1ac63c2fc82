//! What every request passes through before, and every answer after, the door it came to.

#![expect(
    clippy::result_large_err,
    reason = "a check refuses with a whole answer, and tower-http takes it by value"
)]

mod attempt_cookie;
mod body;
mod clicked;
mod client_address;
mod content_type;
mod cookie;
mod cross_origin;
mod csp_reports;
mod device_cookie;
mod files;
mod lab_cookie;
mod origin;
mod pages;
mod problem;
mod ready;
mod redirect;
mod security_headers;
mod session_cookie;
mod visitor;

pub(crate) use attempt_cookie::{attempt_cookie, remove_attempt_cookie, set_attempt_cookie};
pub(crate) use body::{JsonBody, limit_body};
pub(crate) use clicked::require_click;
pub use client_address::TrustedProxies;
pub(crate) use content_type::require_content_type;
pub(crate) use cookie::cookie;
pub(crate) use cross_origin::{refuse_cross_origin, would_refuse_cross_origin};
pub(crate) use csp_reports::{CSP_REPORTS, csp_reports};
pub(crate) use files::files_or_not_found;
pub(crate) use lab_cookie::lab_cookie;
pub use origin::Origin;
pub(crate) use origin::{answer_to_own_name, host};
pub(crate) use pages::page_context;
pub(crate) use problem::{Problem, method_not_allowed, not_found, panicked, problem};
pub use ready::Closing;
pub(crate) use ready::{end_connections, ready};
pub(crate) use redirect::tidy_redirect;
pub(crate) use security_headers::security_headers;
pub(crate) use session_cookie::{mend_session_cookie, session_cookie};
pub use visitor::KnownSandboxes;
pub(crate) use visitor::introduce_visitor;

use axum::Json;
use serde_json::{Value, json};

/// `GET /heartbeat`: the process answers. It asks nobody else, so it says nothing about the database.
pub(crate) async fn heartbeat() -> Json<Value> {
    Json(json!({ "status": "OK" }))
}
