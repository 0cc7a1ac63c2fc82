//! `/api/lab/rooms/jwt/…`: the token room, whose verifier is as careless as its sandbox's switches leave it.
//!
//! ```text
//! POST login          {"email", "password", "algorithm"?: "HS256" | "RS256"}
//! GET  profile        with Authorization: Bearer
//! POST logout         the same; the denylist remembers the token's jti
//! POST logout-by-hash the same; it remembers a hash of the token's text, which is a flaw
//! POST refresh        {"refresh_token"}
//! GET  jwks.json, public-key.pem   the RSA key, for everybody
//! ```

mod internet;
mod log_in;
mod log_out;
mod profile;
mod public_key;
mod refresh;

use axum::Router;
use axum::routing::{get, post};

use crate::LabRooms;

/// The room.
pub(super) fn room() -> Router<LabRooms> {
    Router::new()
        .route("/login", post(log_in::log_in))
        .route("/profile", get(profile::profile))
        .route("/logout", post(log_out::log_out))
        .route("/logout-by-hash", post(log_out::log_out_by_hash))
        .route("/refresh", post(refresh::refresh))
        .route("/jwks.json", get(public_key::jwks))
        .route("/public-key.pem", get(public_key::pem))
}
