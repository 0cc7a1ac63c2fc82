//! Deliberate flaw, `access_log_keeps_credentials` (claims T17, T18): the log has each request as it came, with whatever
//! opened the door, and whoever works here reads it. That is how a service's operator comes by what the service was sent.
//!
//! An access log keeps request lines by default, query and all; headers it keeps if somebody once had a bug to find.

use std::collections::VecDeque;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use domain::SandboxId;
use lab::rooms::Shelf;
use serde::Serialize;

use super::Service;

/// Lines that a sandbox keeps.
const KEPT: usize = 20;
/// The longest request line or header that is kept, in characters.
const LONGEST: usize = 2_048;

/// The last requests for each sandbox's documents. In memory only.
#[derive(Default)]
pub(super) struct AccessLog(Shelf<VecDeque<Line>>);

/// A request, as it came.
#[derive(Clone, Serialize)]
pub(super) struct Line {
    at: i64,
    request: String,
    authorization: String,
    status: u16,
}

impl AccessLog {
    fn add(&self, sandbox: &SandboxId, line: Line) {
        self.0.with(sandbox, line.at, |lines| {
            if lines.len() == KEPT {
                lines.pop_front();
            }
            lines.push_back(line);
        });
    }
}

/// Notes every request for a sandbox's documents.
pub(super) async fn note(State(service): State<Arc<Service>>, request: Request, next: Next) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let Some(sandbox) = request.uri().path().split('/').find_map(|part| part.parse().ok()) else {
        return next.run(request).await;
    };
    let cut = |text: &str| text.chars().take(LONGEST).collect::<String>();
    let authorization = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let line = Line {
        at: service.means.clock.now(),
        request: cut(&format!("{} {path}", request.method())),
        authorization: cut(authorization.unwrap_or_default()),
        status: 0,
    };
    let response = next.run(request).await;
    service.log.add(&sandbox, Line { status: response.status().as_u16(), ..line });
    response
}

/// `GET /log/{sandbox}`: what an operator reads, oldest first.
pub(super) async fn show(
    State(service): State<Arc<Service>>,
    Path(sandbox): Path<SandboxId>,
) -> Json<VecDeque<Line>> {
    Json(service.log.0.with(&sandbox, service.means.clock.now(), |lines| lines.clone()))
}
