//! A [`Refusal`] on its way to a reader, with a way back.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::SandboxId;
use maud::html;

use super::document;
use crate::refusal::Refusal;

/// What happened, and in whose notebook, if that is known.
pub(crate) struct Problem(pub(crate) Refusal, pub(crate) Option<SandboxId>);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Self(refusal, sandbox) = self;
        let title = match refusal {
            Refusal::NotFound => "Nothing here",
            Refusal::SignedOut | Refusal::JustEnded => "Signed out",
            Refusal::ProviderDown | Refusal::Unavailable => "Not now",
            _ => "That did not work",
        };
        let back = sandbox.map_or_else(|| "/".to_owned(), |sandbox| format!("/{sandbox}/"));
        let page = document(
            title,
            &html! {
                h1 { (title) }
                p role="alert" { (refusal) }
                p { a .go href=(back) { "Back to the notebook" } }
            },
        );
        let mut response = (status(refusal), page).into_response();
        if let Some(seconds) = refusal.retry_after() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// The status, as axum has it.
pub(super) fn status(refusal: Refusal) -> StatusCode {
    StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
