//! Noting each exchange with the app, as it came in and as it went out: for the wire view, and for whatever is being
//! played.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::{Door, Exchange};
use lab::{Event, Lane, Mark};

use super::shorten::shorten_secrets;
use super::{Recorder, Traces};
use crate::experiments::{CROWD, SECOND_BROWSER};
use crate::http::lab_cookie;
use crate::parties::attacker::ATTACKERS_SERVER;

/// What is asked of the app in between, and has nothing to do with what is looked at.
const ASIDE: [&str; 8] = [
    "/pkg/",
    "/fonts/",
    "/favicon.svg",
    "/experiments",
    "/api/lab/experiments",
    "/api/lab/wire",
    "/fn/lab/server_view",
    "/heartbeat",
];

/// Records what goes to a door; while something is played in a sandbox, everything there that belongs to it.
pub(crate) async fn record(
    State((recorder, traces)): State<(Arc<Recorder>, Arc<Traces>)>,
    request: Request,
    next: Next,
) -> Response {
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let sandbox = lab_cookie(request.headers()).unwrap_or_default();
    let door = door(&path);
    let counted = agent(request.headers()) == CROWD;
    let noted = !counted && traces.wants(&sandbox) && !ASIDE.iter().any(|aside| path.starts_with(aside));
    if door.is_none() && !noted {
        return next.run(request).await;
    }
    let (from, note) = (lane(request.headers()), called(request.headers()));
    let request_headers = shorten_secrets(request.headers());
    let (response, queries) =
        if noted { store::noting(next.run(request)).await } else { (next.run(request).await, Vec::new()) };
    let (status, response_headers) = (response.status().as_u16(), shorten_secrets(response.headers()));
    if noted {
        let carries = |header: &domain::Header| header.name == "authorization" || is_credential(header);
        let mark = mark(from, request_headers.iter().any(carries), status);
        let event = Event {
            from,
            to: Lane::App,
            name: format!("{method} {}", shown(&path)),
            status: Some(status),
            note,
            request: request_headers.clone(),
            response: response_headers.clone(),
            mark,
        };
        traces.note(&sandbox, event);
        if !queries.is_empty() {
            traces.note(&sandbox, asked_of_database(&queries));
        }
    }
    if let Some(door) = door {
        let at = milliseconds_now();
        let (request, response) = (request_headers, response_headers);
        recorder.record(&sandbox, Exchange { number: 0, at, door, method, path, status, request, response });
    }
    response
}

/// What the app asked of its database before it answered.
fn asked_of_database(queries: &[&str]) -> Event {
    Event {
        from: Lane::App,
        to: Lane::Database,
        name: if let [_] = queries { "1 query".to_owned() } else { format!("{} queries", queries.len()) },
        status: None,
        note: queries.join(", "),
        request: Vec::new(),
        response: Vec::new(),
        mark: Mark::Plain,
    }
}

/// Which door an address belongs to. A page is the session door's: its cookie goes along with the very first
/// request, which nothing can attach a token to (claim T7).
fn door(path: &str) -> Option<Door> {
    let session = ["/api/session/", "/fn/session/"];
    if path.starts_with("/api/jwt/") {
        Some(Door::LocalStorageJwt)
    } else if session.iter().any(|prefix| path.starts_with(prefix)) || matches!(path, "/compare" | "/account")
    {
        Some(Door::CookieSession)
    } else {
        None
    }
}

/// Who asks, as far as they say so themselves: nothing depends on it but the lane of an arrow.
fn lane(headers: &HeaderMap) -> Lane {
    match agent(headers) {
        ATTACKERS_SERVER => Lane::Attacker,
        agent if agent.starts_with(SECOND_BROWSER) => Lane::SecondBrowser,
        _ => Lane::Browser,
    }
}

/// An address as an arrow has room for it: a long name in it keeps its first characters.
fn shown(path: &str) -> String {
    let shortened = path.split('/').map(|name| match name.char_indices().nth(40) {
        Some(_) => name.chars().take(8).chain(['…']).collect(),
        None => name.to_owned(),
    });
    shortened.collect::<Vec<String>>().join("/")
}

/// The name that a browser without a window was given, where a play has several.
fn called(headers: &HeaderMap) -> String {
    let name = agent(headers).strip_prefix(SECOND_BROWSER).and_then(|rest| rest.strip_prefix(" ("));
    name.and_then(|name| name.strip_suffix(')')).unwrap_or_default().to_owned()
}

fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
}

/// A cookie that opens something, among those that only say which sandbox or which device.
fn is_credential(header: &domain::Header) -> bool {
    header.name == "cookie"
        && header.value.split("; ").any(|pair| {
            !["__Host-sandbox=", "__Host-device="].iter().any(|harmless| pair.starts_with(harmless))
        })
}

/// What the attacker's server brings along it has from somebody.
fn mark(from: Lane, carries_credential: bool, status: u16) -> Mark {
    match (from, carries_credential, status) {
        (Lane::Attacker, true, 200..300) => Mark::Stolen,
        (Lane::Attacker, _, 400..) => Mark::Stopped,
        _ => Mark::Plain,
    }
}

fn milliseconds_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
