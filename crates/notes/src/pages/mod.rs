//! The pages: plain HTML that works without scripts, and runs none.

mod document;
mod notebook;
mod problem;
mod signed_out;
mod style;

use axum::response::IntoResponse;
use maud::html;

use document::document;
pub(crate) use notebook::{Draft, notebook};
pub(crate) use problem::Problem;
pub(crate) use signed_out::{signed_out, signed_out_notebook};
pub(crate) use style::style;

use crate::refusal::Refusal;

/// `GET /`: who this is.
pub(crate) async fn home() -> impl IntoResponse {
    document(
        "Notes",
        &html! {
            h1 { "Notes" }
            p { "Short notes, kept for you alone." }
            p { a .go href="/default/" { "Open the notebook" } }
            p .aside { "Every sandbox of Two Doors has a notebook of its own. This is the one of the sandbox that everybody starts in." }
        },
    )
}

/// There is nothing at this address.
pub(crate) async fn not_found() -> Problem {
    Problem(Refusal::NotFound, None)
}
