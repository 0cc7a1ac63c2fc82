//! Asking the browser for a passkey: the one thing here that needs a script.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use second_factor::passkeys::{CeremonyHandle, SCRIPT};

use super::document::document;
use super::second_factor::{FactorNotice, notice};
use crate::sign_in::Destination;

/// What the browser is asked.
#[derive(Debug)]
pub(crate) struct PasskeyQuestion {
    /// What its answer comes with.
    pub(crate) handle: CeremonyHandle,
    /// The question itself, in JSON.
    pub(crate) options: String,
}

/// A sign-in with a passkey alone.
#[derive(Debug)]
pub(crate) struct PasskeyForm<'a> {
    /// Where its user goes afterwards.
    pub(crate) destination: &'a Destination<'a>,
    /// Where the form goes.
    pub(crate) action: String,
    /// The way back to the password.
    pub(crate) start_again: String,
    /// What shows that the form is ours.
    pub(crate) anti_forgery: String,
    /// What the browser is asked.
    pub(crate) question: PasskeyQuestion,
    /// Why the page is shown again.
    pub(crate) notice: Option<FactorNotice>,
}

/// Which half of a passkey's life it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// For a new one.
    Create,
    /// For one that is there.
    Get,
}

/// The page that signs in with a passkey and nothing else.
pub(crate) fn passkey(form: &PasskeyForm<'_>) -> Response {
    let body = html! {
        h1 { "Sign in with a passkey" }
        p { "to go on to " strong { (form.destination.name()) } }
        @if let Some(refused) = &form.notice { (notice(refused)) }
        p { "Your browser asks which one. Then your device wants your finger, your face or its PIN. You type nothing." }
        (passkey_form(Ask::Get, &form.action, &form.anti_forgery, &form.question, &html! {}, "Sign in with a passkey"))
        p { a href=(form.start_again) { "Use your password instead" } }
    };
    let page =
        document("Sign in with a passkey", &body).leading_to(form.destination.address()).with_passkeys();
    match &form.notice {
        None => page.into_response(),
        Some(notice) => notice.refuse(page),
    }
}

/// The form that the script looks for. Without the script its button stays hidden, and the line behind it is seen.
pub(super) fn passkey_form(
    ask: Ask,
    action: &str,
    anti_forgery: &str,
    question: &PasskeyQuestion,
    fields: &Markup,
    label: &str,
) -> Markup {
    let kind = match ask {
        Ask::Create => "create",
        Ask::Get => "get",
    };
    html! {
        form .passkey method="post" action=(action) data-passkey=(kind) data-options=(question.options) {
            input type="hidden" name="anti_forgery" value=(anti_forgery);
            input type="hidden" name="ceremony" value=(question.handle.expose());
            input type="hidden" name="credential";
            (fields)
            button type="submit" hidden { (label) }
            p .notice role="status" data-passkey-problem {}
            p .without-passkeys {
                "A passkey needs a script, and a browser that knows passkeys. Here, scripts are off or the browser is too old."
            }
        }
    }
}

/// `GET /passkeys.js`.
pub(crate) async fn script() -> impl IntoResponse {
    let javascript = HeaderValue::from_static("text/javascript; charset=utf-8");
    let for_an_hour = HeaderValue::from_static("public, max-age=3600");
    ([(header::CONTENT_TYPE, javascript), (header::CACHE_CONTROL, for_an_hour)], SCRIPT)
}
