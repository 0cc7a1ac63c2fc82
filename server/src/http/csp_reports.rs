//! `POST /csp-reports`: where a browser says that a page tried what its policy forbids (ASVS 3.4.7).
//!
//! Anybody can send one, so it is a line in the log and nothing else: short, escaped, and never an action.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use super::problem;

/// The address, as the policy names it.
pub(crate) const CSP_REPORTS: &str = "/csp-reports";

/// How much of what a report says is kept, in characters.
const LONGEST: usize = 200;

/// Logs a report, in either of the two forms that browsers send (CSP 3 §5.3).
pub(crate) async fn csp_reports(headers: HeaderMap, body: Bytes) -> Response {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let expected = ["application/csp-report", "application/reports+json"];
    if !expected.iter().any(|kind| content_type.starts_with(kind)) {
        return problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send a CSP report.");
    }
    let Ok(report) = serde_json::from_slice::<Value>(&body) else {
        return problem(StatusCode::BAD_REQUEST, "The body is not a CSP report.");
    };
    log(&report);
    StatusCode::NO_CONTENT.into_response()
}

fn log(report: &Value) {
    let old = &report["csp-report"];
    let new = &report[0]["body"];
    let directive = old["effective-directive"].as_str().or(new["effectiveDirective"].as_str());
    let blocked = old["blocked-uri"].as_str().or(new["blockedURL"].as_str());
    tracing::warn!(event = "csp_violation", directive = ?directive.map(short), blocked = ?blocked.map(short));
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
