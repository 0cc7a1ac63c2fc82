//! `/api/lab/rooms/naive-session/…`: rows on the server, under ids that browsers bring.

use std::sync::Arc;

use ::lab::Lab;
use ::lab::rooms::naive_session::{self, SessionId};
use authn::{Credentials, House, Visitor};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use domain::{Refusal, User};
use serde_json::json;

use super::room_cookie::RoomCookie;
use crate::LabRooms;
use crate::auth::LogInBody;
use crate::http::{JsonBody, Problem};

const COOKIE: RoomCookie = RoomCookie("__Host-lab-naive");

pub(super) fn routes() -> Router<LabRooms> {
    Router::new()
        .route("/login", post(log_in))
        .route("/logout", post(log_out))
        .route("/profile", get(profile))
}

/// Begins a session, or takes over the one that the browser brought.
async fn log_in(
    State(house): State<Arc<House>>,
    State(lab): State<Arc<Lab>>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<LogInBody>,
) -> Result<impl IntoResponse, Problem> {
    let credentials = Credentials::parse(&body.email, body.password)?;
    let brought = session_id(&headers).ok();
    let value = naive_session::log_in(&house, &lab, &visitor, &credentials, brought).await?;
    Ok((COOKIE.set(&value), Json(json!({ "message": "User logged in" }))))
}

/// Ends the session.
async fn log_out(
    State(house): State<Arc<House>>,
    State(lab): State<Arc<Lab>>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    if let Ok(id) = session_id(&headers) {
        naive_session::log_out(&house, &lab, &visitor, &id).await?;
    }
    Ok((COOKIE.remove(), Json(json!({ "message": "Logged out" }))))
}

/// Shows one's own profile.
async fn profile(
    State(house): State<Arc<House>>,
    State(lab): State<Arc<Lab>>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Result<Json<User>, Problem> {
    let id = session_id(&headers)?;
    Ok(Json(naive_session::current_user(&house, &lab, &visitor, &id).await?))
}

fn session_id(headers: &HeaderMap) -> Result<SessionId, Refusal> {
    COOKIE.read(headers)?.parse().map_err(|_| Refusal::Unauthorized)
}
