//! `GET /form/{same_site}`: the token that the room's own form carries. It is for whoever the cookie names, and another
//! origin's page can ask for it but not read the answer.

use authn::Visitor;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::{Extension, Json};
use domain::Refusal;
use lab::rooms::csrf::SameSite;
use serde_json::{Value, json};

use super::cookies::room_cookie;
use crate::LabRooms;
use crate::http::Problem;

/// The token of a session.
pub(super) async fn form(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    same_site: Result<Path<SameSite>, PathRejection>,
    headers: HeaderMap,
) -> Result<Json<Value>, Problem> {
    let Path(same_site) = same_site.map_err(|_| Refusal::NotFound)?;
    let cookie = room_cookie(&headers, same_site).ok_or(Refusal::Unauthorized)?;
    let session = rooms.vulnerable.csrf.session(&visitor.home(), cookie, rooms.house.clock.now());
    let session = session.ok_or(Refusal::Unauthorized)?;
    Ok(Json(json!({ "anti_forgery_token": session.anti_forgery_token })))
}
