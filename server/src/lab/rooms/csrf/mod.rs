//! The room `csrf`: a transfer that a cookie pays for, open to every page that makes a browser ask (claim T15).
//!
//! What is looked at besides the cookie stands in the address, and so does the sandbox. Both are the lab's plumbing: a
//! whole matrix runs in one tab, each cell a real request, and an attempt whose cookies stayed at home is still noted
//! where its learner finds it.
//!
//! ```text
//! POST   /login                                                  four cookies that differ by SameSite alone
//! GET    /form/{same_site}                                       the anti-forgery token, for the room's own pages
//! POST   /{sandbox}/transfer/{same_site}/{checks}/{cors}         the transfer; or by GET, which is a flaw
//! GET    /transfers                                              what was changed, and what was tried
//! DELETE /transfers                                              forgets both
//! ```

mod cookies;
mod cors;
mod form;
mod log_in;
mod parameters;
mod transfer;
mod transfers;

use axum::Router;
use axum::routing::{get, post};

use crate::LabRooms;

/// The room's addresses.
pub(super) fn routes() -> Router<LabRooms> {
    Router::new()
        .route("/login", post(log_in::log_in))
        .route("/form/{same_site}", get(form::form))
        .route("/transfers", get(transfers::transfers).delete(transfers::clear))
        .route(
            "/{sandbox}/transfer/{same_site}/{checks}/{cors}",
            get(transfer::transfer).post(transfer::transfer).options(cors::preflight),
        )
}
