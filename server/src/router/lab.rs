//! All routes of the lab on one screen. Without it none of them is mounted.

use axum::Router;
use axum::routing::{get, post, put};

use crate::LabRooms;
use crate::auth::local_storage_jwt;
use crate::experiments;
use crate::lab;

/// The token door, the experiments, and a look at the wire.
pub(super) fn routes() -> Router<LabRooms> {
    let jwt = Router::new()
        .route("/login", post(local_storage_jwt::log_in))
        .route("/logout", post(local_storage_jwt::log_out))
        .route("/profile/{user_id}", get(local_storage_jwt::profile))
        .route("/picture/{user_id}", get(local_storage_jwt::picture))
        .route("/name", put(local_storage_jwt::change_name))
        .route("/export", get(local_storage_jwt::export))
        .route("/accounts", get(local_storage_jwt::accounts))
        .route("/refresh", post(local_storage_jwt::refresh));
    let lab = Router::new()
        .route("/sandboxes", post(lab::create_sandbox))
        .route("/wire", get(lab::wire))
        .route("/gateway/{service}", get(lab::gateway))
        .route("/careless-gateway/{service}", get(lab::careless_gateway))
        .route("/file-link", get(lab::file_link))
        .route("/careless-file-link", get(lab::careless_file_link))
        .route("/first-paint/session", get(lab::at_the_session_door))
        .route("/first-paint/jwt", get(lab::at_the_token_door))
        .route("/session-row/profile", get(lab::profile_by_row))
        .route("/experiments", get(experiments::experiments))
        .route("/experiments/{slug}/runs", get(experiments::runs).post(experiments::begin_run))
        .route("/experiments/{slug}/next", post(experiments::next_step));
    Router::new().route("/.well-known/jwks.json", get(lab::jwks)).nest("/api/jwt", jwt).nest("/api/lab", lab)
}

/// The vulnerable rooms, and what the victim does by herself in them.
pub(super) fn unguarded_routes() -> Router<LabRooms> {
    Router::new().nest("/api/lab/rooms", lab::vulnerable_rooms()).nest("/stage", lab::stage_pages())
}
