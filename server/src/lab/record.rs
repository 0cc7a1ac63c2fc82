//! Noting each exchange with the app, as it came in and as it went out: for the wire view, and for whatever is being
//! played.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::Response;
use domain::{Door, Exchange, SandboxId};
use lab::Lane;
use store::Noted;

use super::Onward;
use super::event::{asked_of_app, asked_of_database, is_told_elsewhere};
use super::handed_out::{brought, handed_out};
use super::meter::Metered;
use super::shorten::shorten_secrets;
use crate::LabRooms;
use crate::http::lab_cookie;

/// What is asked of the app in between, and has nothing to do with what is looked at.
const ASIDE: [&str; 10] = [
    "/pkg/",
    "/fonts/",
    "/stage/files/",
    "/favicon.svg",
    "/experiments",
    "/api/lab/experiments",
    "/api/lab/wire",
    "/fn/lab/server_view",
    "/heartbeat",
    "/readyz",
];

/// Records what goes to a door; while something is played in a sandbox, everything there that belongs to it.
pub(crate) async fn record(State(rooms): State<LabRooms>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let traces = &rooms.traces;
    let named = lab_cookie(request.headers());
    let door = door(&path);
    let scene = named_in_query(request.headers(), request.uri()).or(named.clone()).unwrap_or_default();
    let watched = traces.wants(&scene) && !is_told_elsewhere(request.headers()) && !is_aside(&path);
    let counted = if watched { traces.meters.counts(&scene, &path) } else { None };
    let noted = watched && counted.is_none();
    if door.is_none() && !watched {
        return next.run(request).await;
    }
    let (asked, began) = (request.headers().clone(), Instant::now());
    let (mut response, asked_of_store) = if watched {
        store::noting_all(next.run(request)).await
    } else {
        (next.run(request).await, Noted::default())
    };
    if let Some(path) = counted {
        let (status, took) = (response.status().as_u16(), began.elapsed());
        traces.meters.note(&scene, Metered { path, status, took, asked: asked_of_store.clone() });
    }
    if noted {
        let (answer, mut credentials) = handed_out(response).await;
        response = answer;
        let event = asked_of_app(&method, &path, &scene, &asked, &response);
        if event.from == Lane::Attacker {
            let brought = brought(&asked);
            traces.stolen(&scene, &brought);
            credentials.extend(brought);
        }
        traces.note_with(&scene, event, credentials);
        if asked_of_store != Noted::default() {
            traces.note(&scene, asked_of_database(&asked_of_store));
        }
        if let Some(Onward(event)) = response.extensions().get() {
            traces.note(&scene, event.clone());
        }
    }
    if let Some(door) = door {
        let (at, status) = (milliseconds_now(), response.status().as_u16());
        let (request, response) = (shorten_secrets(&asked), shorten_secrets(response.headers()));
        rooms.recorder.record(
            &existing(&rooms, named).await,
            Exchange { number: 0, at, door, method, path, status, request, response },
        );
    }
    response
}

/// Where a browser works that names this sandbox. Nobody else's record makes room for a name that was made up.
async fn existing(rooms: &LabRooms, named: Option<SandboxId>) -> SandboxId {
    match named {
        Some(named) if rooms.known_sandboxes.contains(&rooms.house, &named).await.unwrap_or(false) => named,
        _ => SandboxId::default(),
    }
}

fn is_aside(path: &str) -> bool {
    ASIDE.iter().any(|aside| path.starts_with(aside))
}

/// The sandbox that a request of another site's page names in its query: the lab's own cookie is `Lax` and stays at home
/// then. It decides nothing but in whose trace the request appears.
fn named_in_query(headers: &HeaderMap, uri: &Uri) -> Option<SandboxId> {
    if lab_cookie(headers).is_some() {
        return None;
    }
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("sandbox=")?.parse().ok())
}

/// Which door an address belongs to. A page is the session door's: its cookie goes along with the very first
/// request, which nothing can attach a token to (claim T7).
fn door(path: &str) -> Option<Door> {
    let session = ["/api/session/", "/fn/session/", "/sign-in/", "/account/"];
    if path.starts_with("/api/jwt/") {
        Some(Door::LocalStorageJwt)
    } else if session.iter().any(|prefix| path.starts_with(prefix)) || matches!(path, "/compare" | "/account")
    {
        Some(Door::CookieSession)
    } else {
        None
    }
}

fn milliseconds_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
