//! What only somebody who clicks may ask for: the switches of the lab, which a script that runs in a page of ours must not throw
//! by itself.
//!
//! It shares the page's origin, so the Origin check lets it pass, and whatever secret a form carried it could fetch. What it cannot
//! write is `Sec-Fetch-User` (Fetch Metadata §2.5): the browser sends that header when a person's click, or key, led somewhere. A
//! script can wait for its reader's next click and ride on that; it cannot do without.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;

use super::problem;

/// What throws switches, or has them thrown.
const CLICKED: [&str; 3] = ["/fn/lab/switch_defence", "/fn/lab/run_experiment", "/fn/lab/reset_sandbox"];
/// The same for programs: no page of ours asks for it.
const FOR_PROGRAMS: (&str, &str) = ("/api/lab/experiments/", "/runs");

/// Refuses a browser's request for one of these with 403, unless somebody clicked.
pub(crate) fn require_click(request: &mut Request) -> Result<(), Response> {
    let path = request.uri().path();
    let (begins, ends) = FOR_PROGRAMS;
    let guarded = CLICKED.contains(&path) || (path.starts_with(begins) && path.ends_with(ends));
    if guarded && request.method() == Method::POST && asked_by_script(request.headers()) {
        tracing::warn!(event = "script_refused", path);
        return Err(problem(StatusCode::FORBIDDEN, "A script asked for this, and only a click may."));
    }
    Ok(())
}

/// Programs say nothing about themselves. A browser always does, and no script can stop it (Fetch, forbidden headers).
fn asked_by_script(headers: &HeaderMap) -> bool {
    headers.contains_key("sec-fetch-site")
        && headers.get("sec-fetch-user").is_none_or(|clicked| clicked != "?1")
}
