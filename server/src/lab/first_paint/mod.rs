//! `GET /api/lab/first-paint/{session,jwt}`: the smallest page that has everything which a script does not ask for: its
//! own HTML, a picture and a download, at one door (claim T7).
//!
//! It is as careful as the doors: it says who somebody is by the door's own rule, and has no defect of its own. What the
//! HTML said is repeated in a header, which the recorder keeps.

use std::sync::{Arc, LazyLock};

use authn::{House, Visitor};
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{Door, Refusal, User};
use leptos::prelude::*;
use sha2::{Digest as _, Sha256};
use tower_sessions::Session;

use super::document::document;
use crate::auth::local_storage_jwt::{AccessToken, Challenge};
use crate::http::Problem;

/// What says in the answer's headers whether its HTML names anybody: `somebody` or `nobody`.
pub(crate) const NAMES: HeaderName = HeaderName::from_static("x-first-paint-names");

/// The script of the token door's page. At the session door nothing has to wake up.
const WAKE: &str = include_str!("wake.js");

/// One script, known by its hash, and nothing else that runs (CSP 3 §8.3). Our own page may frame it.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = STANDARD.encode(Sha256::digest(WAKE));
    format!(
        "default-src 'none'; script-src 'sha256-{hash}'; connect-src 'self'; img-src 'self' blob:; frame-src 'self'; \
         form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'"
    )
});

/// The page at the session door: the browser sent the cookie with the request for it.
pub(crate) async fn at_the_session_door(
    State(house): State<Arc<House>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Problem> {
    let user = authn::cookie_session::current_user(&house, &session, &visitor).await;
    Ok(page(Door::CookieSession, signed_in(user)?.as_ref()))
}

/// The page at the token door: it would name whoever's token came with the request, and no navigation brings one.
pub(crate) async fn at_the_token_door(
    State(house): State<Arc<House>>,
    access_token: Result<AccessToken, Challenge>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Problem> {
    let user = access_token.map_err(|_| Refusal::Unauthorized).and_then(|AccessToken(access_token)| {
        authn::local_storage_jwt::current_user(&house, &visitor, &access_token)
    });
    Ok(page(Door::LocalStorageJwt, signed_in(user)?.as_ref()))
}

/// Being signed out is an answer, not an error.
fn signed_in(user: Result<User, Refusal>) -> Result<Option<User>, Problem> {
    match user {
        Ok(user) => Ok(Some(user)),
        Err(Refusal::Unauthorized) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

fn page(door: Door, user: Option<&User>) -> Response {
    let (api, script) = match door {
        Door::CookieSession => ("/api/session", None),
        Door::LocalStorageJwt => ("/api/jwt", Some(WAKE)),
    };
    let who = user.map_or("Nobody is signed in.".to_owned(), |user| format!("Signed in as {}.", user.name));
    let (picture, export) = (format!("{api}/picture/me"), format!("{api}/export"));
    let body = view! {
        <p id="who">{who}</p>
        <p><img src=picture width="64" height="64" alt="Your picture"/></p>
        <p><a href=export.clone()>"Download your data"</a></p>
        // Follows the link by itself: to a browser it is a navigation like a click on it.
        <iframe src=export title="The download" hidden></iframe>
        {script.map(|script| view! { <script type="module" inner_html=script></script> })}
    };
    let names = if user.is_some() { "somebody" } else { "nobody" };
    let headers = [(header::CONTENT_SECURITY_POLICY, POLICY.as_str()), (NAMES, names)];
    (headers, document(door.title(), None, body)).into_response()
}
