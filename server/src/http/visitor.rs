//! Finding out who asks: from where, with what, and in which sandbox.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::{PoisonError, RwLock};

use authn::{DeviceCookies, House, Visitor};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::{Refusal, SandboxId};

use super::device_cookie::{device_cookie, set_device_cookie};
use super::{Problem, lab_cookie};
use crate::Rooms;

/// The longest description of a device that is kept, in characters.
const LONGEST_DEVICE: usize = 60;

/// Sandboxes that are known to exist. They are never deleted, so what is in here stays true.
#[derive(Debug, Default)]
pub struct KnownSandboxes(RwLock<HashSet<SandboxId>>);

impl KnownSandboxes {
    /// Whether there is such a sandbox.
    pub(crate) async fn contains(&self, house: &House, sandbox: &SandboxId) -> Result<bool, Refusal> {
        if self.0.read().unwrap_or_else(PoisonError::into_inner).contains(sandbox) {
            return Ok(true);
        }
        let exists = house.store.sandbox_exists(sandbox).await?;
        if exists {
            self.0.write().unwrap_or_else(PoisonError::into_inner).insert(sandbox.clone());
        }
        Ok(exists)
    }
}

/// Puts a [`Visitor`] where handlers and server functions find it, and marks the browser of one who signed in.
pub(crate) async fn introduce_visitor(
    State(rooms): State<Rooms>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let sandbox = match sandbox(&rooms, request.headers()).await {
        Ok(sandbox) => sandbox,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    let device_cookies = DeviceCookies::new(device_cookie(request.headers()));
    let visitor = Visitor {
        sandbox,
        address: rooms.proxies.client(address.ip(), request.headers()),
        device: device(request.headers()),
        device_cookies: device_cookies.clone(),
    };
    request.extensions_mut().insert(visitor);
    let mut response = next.run(request).await;
    if let Some(given) = device_cookies.given() {
        response.headers_mut().append(header::SET_COOKIE, set_device_cookie(given));
    }
    response
}

/// The sandbox that the lab's cookie names, if there is one by that name. Without the lab nobody looks: all live in one.
async fn sandbox(rooms: &Rooms, headers: &HeaderMap) -> Result<Option<SandboxId>, Refusal> {
    let Some((lab, named)) = rooms.lab.as_ref().zip(lab_cookie(headers)) else { return Ok(None) };
    let exists = lab.known_sandboxes.contains(&rooms.house, &named).await?;
    // A cookie from another database: the browser is as good as without one.
    Ok(exists.then_some(named))
}

/// "Firefox, Linux" where that can be told, else what the client calls itself, shortened.
fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("unknown");
    let found = |names: &[&'static str]| names.iter().copied().find(|name| agent.contains(name));
    // Every browser also claims to be the ones after it in this list.
    let browser = found(&["Firefox", "Edg", "OPR", "Chrome", "Safari"]);
    let system = found(&["Android", "iPhone", "iPad", "Windows", "Mac OS X", "CrOS", "Linux"]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{}, {system}", full_name(browser)),
        _ => agent.chars().filter(|c| !c.is_control()).take(LONGEST_DEVICE).collect(),
    }
}

fn full_name(browser: &'static str) -> &'static str {
    match browser {
        "Edg" => "Edge",
        "OPR" => "Opera",
        other => other,
    }
}
