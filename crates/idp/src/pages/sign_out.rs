//! Signing out: the question, and that it is done.

use axum::response::{IntoResponse as _, Response};
use maud::html;
use openidconnect::url::Url;

use super::document::document;

/// What the question is filled with.
#[derive(Debug)]
pub(crate) struct SignOutForm<'a> {
    /// Where the form goes.
    pub(crate) action: String,
    /// What shows that the form is ours.
    pub(crate) anti_forgery: String,
    /// Where the browser goes afterwards.
    pub(crate) leads_to: Option<&'a Url>,
}

/// Asks whether the user means it: a link alone, which anybody can write, signs nobody out.
pub(crate) fn sign_out(form: &SignOutForm<'_>) -> Response {
    let page = document(
        "Sign out",
        &html! {
            h1 { "Sign out?" }
            p { "You will be signed out here, and of every application that you went on to from here in this browser." }
            form method="post" action=(form.action) {
                input type="hidden" name="anti_forgery" value=(form.anti_forgery);
                button type="submit" { "Sign out" }
            }
            p .quiet { "Did not ask for this? Close the page, and nothing changes." }
        },
    );
    page.leading_to(form.leads_to).into_response()
}

/// Nobody is signed in any more.
pub(crate) fn signed_out() -> Response {
    document(
        "Signed out",
        &html! {
            h1 { "You are signed out" }
            p { "Here, and of the applications that you went on to from here in this browser." }
        },
    )
    .into_response()
}
