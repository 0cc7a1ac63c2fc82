//! An exchange as an arrow: who asked whom for what, what went along, and what there is to say about it.

use axum::http::{HeaderMap, header};
use axum::response::Response;
use domain::{Header, SandboxId};
use lab::{Event, Lane, Mark};
use store::Noted;

use super::shorten::shorten_secrets;
use super::{CODE_FLOW_CLIENT, Remark};
use crate::experiments::{CROWD, SECOND_BROWSER};
use crate::parties::attacker::ATTACKERS_SERVER;
use crate::parties::services::SERVICES;

/// The longest part of an address that is shown whole, and what is left of a longer one, in characters.
const LONGEST_NAME: usize = 40;
const LEFT_OF_IT: usize = 8;

/// Somebody asked the app.
pub(super) fn asked_of_app(
    method: &str,
    path: &str,
    sandbox: &SandboxId,
    asked: &HeaderMap,
    answer: &Response,
) -> Event {
    let (from, status) = (lane(asked), answer.status().as_u16());
    let request = shorten_secrets(asked);
    let Remark { note, mark } = answer
        .extensions()
        .get::<Remark>()
        .cloned()
        .or_else(|| from_elsewhere(&request, status).filter(|_| from == Lane::Browser))
        .unwrap_or_else(|| Remark { note: called(asked), mark: mark(from, &request, status) });
    Event {
        from,
        to: asked_at(path),
        name: format!("{method} {}", shown(path, sandbox)),
        status: Some(status),
        note,
        request,
        response: shorten_secrets(answer.headers()),
        mark,
    }
}

/// What the app asked of its database before it answered, and what it did not have to ask.
pub(super) fn asked_of_database(Noted { queries, remembered }: &Noted) -> Event {
    let mut notes: Vec<&str> = queries.clone();
    let from_memory = format!("answered from memory: {}", remembered.join(", "));
    if !remembered.is_empty() {
        notes.push(&from_memory);
    }
    Event {
        from: Lane::App,
        to: Lane::Database,
        name: if let [_] = queries[..] { "1 query".to_owned() } else { format!("{} queries", queries.len()) },
        status: None,
        note: notes.join(", "),
        request: Vec::new(),
        response: Vec::new(),
        mark: Mark::Plain,
    }
}

/// Whether a request is one of so many that they are only counted, or one that whoever sent it tells of.
pub(super) fn is_told_elsewhere(headers: &HeaderMap) -> bool {
    [CROWD, CODE_FLOW_CLIENT].contains(&agent(headers))
}

/// Who answers: the app, or the careless provider, which is a room of its.
fn asked_at(path: &str) -> Lane {
    if path.starts_with("/api/lab/rooms/code-flow/provider/") { Lane::Provider } else { Lane::App }
}

/// Who asks, as far as they say so themselves: nothing depends on it but the lane of an arrow.
fn lane(headers: &HeaderMap) -> Lane {
    match agent(headers) {
        ATTACKERS_SERVER => Lane::Attacker,
        SERVICES => Lane::Services,
        agent if agent.starts_with(SECOND_BROWSER) => Lane::SecondBrowser,
        _ => Lane::Browser,
    }
}

/// The name that a browser without a window was given, where a play has several.
fn called(headers: &HeaderMap) -> String {
    let name = agent(headers).strip_prefix(SECOND_BROWSER).and_then(|rest| rest.strip_prefix(" ("));
    name.and_then(|name| name.strip_suffix(')')).unwrap_or_default().to_owned()
}

fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
}

/// What another origin's page made the browser ask, as the browser says (Fetch Metadata, §2.4). Refused, it is an attack
/// that came to nothing.
fn from_elsewhere(request: &[Header], status: u16) -> Option<Remark> {
    let said = request.iter().find(|header| header.name == "sec-fetch-site")?;
    let note = match said.value.as_str() {
        "cross-site" => "from another site’s page",
        "same-site" => "from a page on another port",
        _ => return None,
    };
    Some(Remark { note: note.to_owned(), mark: if status >= 400 { Mark::Stopped } else { Mark::Plain } })
}

/// What the attacker's server brings along it has from somebody.
fn mark(from: Lane, request: &[Header], status: u16) -> Mark {
    match (from, request.iter().any(is_credential), status) {
        (Lane::Attacker, true, 200..300) => Mark::Stolen,
        (Lane::Attacker, _, 400..) => Mark::Stopped,
        _ => Mark::Plain,
    }
}

/// A header that opens something, among cookies that only say which sandbox or which device.
fn is_credential(header: &Header) -> bool {
    let harmless = |pair: &str| pair.starts_with("__Host-sandbox=") || pair.starts_with("__Host-device=");
    match header.name.as_str() {
        "authorization" => true,
        "cookie" => header.value.split("; ").any(|pair| !harmless(pair)),
        _ => false,
    }
}

/// An address as an arrow has room for it: where the rooms are, and whose sandbox it is, goes without saying, and a long
/// name in it keeps its first characters.
fn shown(path: &str, sandbox: &SandboxId) -> String {
    let path = match path.strip_prefix("/api/lab/rooms/") {
        Some(rest) => format!("…/{}", rest.replacen(&format!("/{sandbox}/"), "/", 1)),
        None => path.to_owned(),
    };
    let shortened = path.split('/').map(|name| match name.char_indices().nth(LONGEST_NAME) {
        Some(_) => name.chars().take(LEFT_OF_IT).chain(['…']).collect(),
        None => name.to_owned(),
    });
    shortened.collect::<Vec<String>>().join("/")
}
