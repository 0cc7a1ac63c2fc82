//! Noting each exchange with the app, as it came in and as it went out: for the wire view, and for whatever is being
//! played.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::{Door, Exchange, SandboxId};
use lab::{Event, Lane, Mark};

use super::shorten::shorten_secrets;
use super::{Recorder, Remark, Traces};
use crate::experiments::SECOND_BROWSER;
use crate::http::lab_cookie;
use crate::parties::attacker::ATTACKERS_SERVER;

/// What is asked of the app in between, and has nothing to do with what is looked at.
const ASIDE: [&str; 9] = [
    "/pkg/",
    "/fonts/",
    "/stage/files/",
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
    let scene = named_in_query(request.headers(), request.uri()).unwrap_or_else(|| sandbox.clone());
    let of_the_play = traces.wants(&scene) && !ASIDE.iter().any(|aside| path.starts_with(aside));
    if door.is_none() && !of_the_play {
        return next.run(request).await;
    }
    let from = lane(request.headers());
    let request_headers = shorten_secrets(request.headers());
    let response = next.run(request).await;
    let (status, response_headers) = (response.status().as_u16(), shorten_secrets(response.headers()));
    if of_the_play {
        let carries = |header: &domain::Header| header.name == "authorization" || is_credential(header);
        let mark = mark(from, request_headers.iter().any(carries), status);
        let elsewhere = from_elsewhere(&request_headers).filter(|_| from == Lane::Browser);
        let remark = response.extensions().get::<Remark>().cloned();
        let Remark { note, mark } = remark.unwrap_or_else(|| match elsewhere {
            Some(words) if status >= 400 => Remark { note: words.to_owned(), mark: Mark::Stopped },
            words => Remark { note: words.unwrap_or_default().to_owned(), mark },
        });
        let event = Event {
            from,
            to: Lane::App,
            name: format!("{method} {}", shown(&path, &scene)),
            status: Some(status),
            note,
            request: request_headers.clone(),
            response: response_headers.clone(),
            mark,
        };
        traces.note(&scene, event);
    }
    if let Some(door) = door {
        let at = milliseconds_now();
        let (request, response) = (request_headers, response_headers);
        recorder.record(&sandbox, Exchange { number: 0, at, door, method, path, status, request, response });
    }
    response
}

/// An address as it is shown: where the rooms are, and whose sandbox it is, goes without saying.
fn shown(path: &str, sandbox: &SandboxId) -> String {
    match path.strip_prefix("/api/lab/rooms/") {
        Some(rest) => format!("…/{}", rest.replacen(&format!("/{sandbox}/"), "/", 1)),
        None => path.to_owned(),
    }
}

/// The sandbox that a request of another site's page names in its query: the lab's own cookie is `Lax` and stays at home
/// then. It decides nothing but in whose trace the request appears.
fn named_in_query(headers: &HeaderMap, uri: &Uri) -> Option<SandboxId> {
    if lab_cookie(headers).is_some() {
        return None;
    }
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("sandbox=")?.parse().ok())
}

/// Whether another origin's page made the browser ask, as the browser says (Fetch Metadata, §2.4), in words.
fn from_elsewhere(headers: &[domain::Header]) -> Option<&'static str> {
    let said = headers.iter().find(|header| header.name == "sec-fetch-site")?;
    match said.value.as_str() {
        "cross-site" => Some("from another site’s page"),
        "same-site" => Some("from a page on another port"),
        _ => None,
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
    match headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()) {
        Some(ATTACKERS_SERVER) => Lane::Attacker,
        Some(SECOND_BROWSER) => Lane::SecondBrowser,
        _ => Lane::Browser,
    }
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
