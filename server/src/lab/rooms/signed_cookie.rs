//! `/api/lab/rooms/signed-cookie/…`: a session that the browser keeps, as Flask's default one is.

use std::sync::Arc;

use ::lab::Lab;
use ::lab::rooms::signed_cookie;
use authn::{Credentials, House, Visitor};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use domain::User;
use serde_json::json;

use super::room_cookie::RoomCookie;
use crate::LabRooms;
use crate::auth::LogInBody;
use crate::http::{JsonBody, Problem};

const COOKIE: RoomCookie = RoomCookie("__Host-lab-signed");

pub(super) fn routes() -> Router<LabRooms> {
    Router::new()
        .route("/login", post(log_in))
        .route("/logout", post(log_out))
        .route("/profile", get(profile))
}

/// Signs a session.
async fn log_in(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<LogInBody>,
) -> Result<impl IntoResponse, Problem> {
    let credentials = Credentials::parse(&body.email, body.password)?;
    let value = signed_cookie::log_in(&house, &visitor, &credentials).await?;
    Ok((COOKIE.set(&value), Json(json!({ "message": "User logged in" }))))
}

/// Asks the browser to forget its copy.
async fn log_out() -> impl IntoResponse {
    signed_cookie::log_out();
    (COOKIE.remove(), Json(json!({ "message": "Logged out" })))
}

/// Shows one's own profile.
async fn profile(
    State(house): State<Arc<House>>,
    State(lab): State<Arc<Lab>>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Result<Json<User>, Problem> {
    let cookie = COOKIE.read(&headers)?;
    Ok(Json(signed_cookie::current_user(&house, &lab, &visitor, cookie).await?))
}
