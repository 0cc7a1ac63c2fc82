//! The room `login-csrf`: a sign-in that takes any page's form, so that a victim finds herself in the attacker's account
//! and writes down there what the attacker then reads at home (claim P3).
//!
//! ```text
//! GET  /form       a form's anti-forgery token, and the cookie that it belongs to
//! POST /login      signs in whoever the credentials belong to
//! GET  /profile    who that is
//! GET  /notes      what is written down in that account; POST {"text"} writes more
//! GET  /attempts   every sign-in that reached the server, and what became of it
//! ```

mod cookies;
mod form;
mod log_in;
mod mallory;
mod notes;
mod signed_in;

use axum::Router;
use axum::routing::{get, post};

use crate::LabRooms;

/// The room's addresses.
pub(super) fn routes() -> Router<LabRooms> {
    Router::new()
        .route("/form", get(form::form))
        .route("/login", post(log_in::log_in))
        .route("/profile", get(signed_in::profile))
        .route("/notes", get(notes::read).post(notes::write))
        .route("/attempts", get(log_in::attempts))
}
