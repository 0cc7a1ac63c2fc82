//! What the room tells browsers about *reading* its answers across origins (Fetch, "CORS protocol"). A simple request is
//! sent and done in any case, whatever stands here.

use axum::Extension;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use lab::Mark;
use lab::rooms::csrf::{Checks, SameSite};
use serde::Deserialize;

use crate::LabRooms;
use crate::http::not_found;
use crate::lab::Remark;

/// Who may read.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Cors {
    /// Nothing is said, so nobody of another origin.
    None,
    /// Our own origin alone, said aloud: what people add in the hope that it stops forgery.
    Strict,
    /// Deliberate flaw, `cors_for_everybody` (claim T15): whoever asks is told that they may, with the victim's cookies.
    Open,
}

impl Cors {
    /// The headers that go with an answer.
    pub(super) fn headers(self, rooms: &LabRooms, request: &HeaderMap) -> HeaderMap {
        let origin = match self {
            Self::None => None,
            Self::Strict => HeaderValue::try_from(rooms.origin.to_string()).ok(),
            Self::Open => request.get(header::ORIGIN).cloned(),
        };
        let named = |origin| {
            [
                (header::ACCESS_CONTROL_ALLOW_ORIGIN, origin),
                (header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true")),
                (header::VARY, HeaderValue::from_static("Origin")),
            ]
        };
        origin.into_iter().flat_map(named).collect::<HeaderMap<_>>()
    }
}

/// The answer to a browser that asks before it sends, as it does for JSON that says so.
pub(super) async fn preflight(
    State(rooms): State<LabRooms>,
    path: Result<Path<(String, SameSite, Checks, Cors)>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    const ALLOWED: [(HeaderName, &str); 2] = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
    ];
    let Ok(Path((_, _, _, cors))) = path else { return not_found() };
    let note = if cors == Cors::Open { "may it be sent? yes" } else { "may it be sent? no" };
    let remark = Extension(Remark { note: note.to_owned(), mark: Mark::Plain });
    let answer = (StatusCode::NO_CONTENT, remark, cors.headers(&rooms, &headers));
    if cors == Cors::None { answer.into_response() } else { (ALLOWED, answer).into_response() }
}
