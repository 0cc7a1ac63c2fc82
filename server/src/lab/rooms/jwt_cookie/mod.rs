//! `/api/lab/rooms/jwt-cookie/…`: the token door's access token, in a cookie that scripts cannot read.

mod stage;

use std::sync::Arc;

use ::lab::Lab;
use ::lab::rooms::jwt_cookie;
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

const COOKIE: RoomCookie = RoomCookie("__Host-lab-jwt");

pub(super) fn routes() -> Router<LabRooms> {
    Router::new()
        .route("/login", post(log_in))
        .route("/logout", post(log_out))
        .route("/profile", get(profile))
        .route("/stage", get(stage::page))
        .route("/stage.js", get(stage::script))
}

/// Issues a token.
async fn log_in(
    State(house): State<Arc<House>>,
    State(lab): State<Arc<Lab>>,
    Extension(visitor): Extension<Visitor>,
    JsonBody(body): JsonBody<LogInBody>,
) -> Result<impl IntoResponse, Problem> {
    let credentials = Credentials::parse(&body.email, body.password)?;
    let value = jwt_cookie::log_in(&house, &lab, &visitor, &credentials).await?;
    Ok((COOKIE.set(&value), Json(json!({ "message": "User logged in" }))))
}

/// Gives the token back, where that means anything, and asks the browser to forget its copy.
async fn log_out(
    State(house): State<Arc<House>>,
    State(lab): State<Arc<Lab>>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    if let Ok(cookie) = COOKIE.read(&headers) {
        jwt_cookie::log_out(&house, &lab, &visitor, cookie).await?;
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
    let cookie = COOKIE.read(&headers)?;
    Ok(Json(jwt_cookie::current_user(&house, &lab, &visitor, cookie).await?))
}
