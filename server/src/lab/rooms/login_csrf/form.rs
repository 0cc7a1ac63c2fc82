//! `GET /form`: the token of a form to sign in with. Nobody is signed in yet, so it belongs to a cookie of its own
//! (OWASP, "login CSRF": a pre-session).
//!
//! Cookies ignore ports, so a server on another port of this host can put a cookie of its own in that one's place, and
//! know its token. What keeps out such a neighbour is the Origin check.

use authn::Visitor;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use serde_json::json;

use super::cookies::set_form;
use super::mallory::ensure_mallory;
use crate::LabRooms;
use crate::http::Problem;

/// Hands out a form.
pub(super) async fn form(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Problem> {
    let (sandbox, house) = (visitor.home(), &rooms.house);
    ensure_mallory(house, &sandbox).await?;
    let form = rooms.vulnerable.login_csrf.form(&sandbox, &*house.random, house.clock.now());
    let answer = Json(json!({ "anti_forgery_token": form.anti_forgery_token }));
    Ok((set_form(&form.id), answer).into_response())
}
