//! The sign-in form.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::Refusal;
use maud::{Markup, html};

use super::document::document;
use super::refused;
use crate::sign_in::Destination;

/// What the form is filled with.
#[derive(Debug)]
pub(crate) struct SignInForm<'a> {
    /// Where its user goes afterwards.
    pub(crate) destination: &'a Destination<'a>,
    /// Where the form goes.
    pub(crate) action: String,
    /// Where whoever has a passkey goes, if browsers make passkeys for this origin.
    pub(crate) passkey_action: Option<String>,
    /// What shows that the form is ours.
    pub(crate) anti_forgery: String,
    /// Why it is shown again.
    pub(crate) notice: Option<Notice<'a>>,
}

/// Why the form is shown again.
#[derive(Debug)]
pub(crate) enum Notice<'a> {
    /// It was not ours, or not this browser's, or from before a restart.
    OldForm,
    /// Its user is signed in, and wants to change something that asks for more than that.
    OnceMore,
    /// For this address, as it was typed.
    Refused(&'a str, Refusal),
}

/// The page with the form.
pub(crate) fn sign_in(form: &SignInForm<'_>) -> Response {
    let page = document("Sign in", &body(form)).leading_to(form.destination.address());
    match form.notice {
        None | Some(Notice::OnceMore) => page.into_response(),
        Some(Notice::OldForm) => (StatusCode::FORBIDDEN, page).into_response(),
        Some(Notice::Refused(_, refusal)) => refused(refusal, page),
    }
}

fn body(form: &SignInForm<'_>) -> Markup {
    let (destination, email) = match form.notice {
        Some(Notice::Refused(email, _)) => (form.destination, email),
        _ => (form.destination, form.destination.login_hint()),
    };
    let notice = match form.notice {
        None | Some(Notice::OnceMore) => None,
        Some(Notice::OldForm) => {
            Some("This form was too old, or not made for this browser. Sign in once more.".to_owned())
        }
        Some(Notice::Refused(_, Refusal::InvalidCredentials)) => {
            Some("The e-mail address and the password do not belong together.".to_owned())
        }
        Some(Notice::Refused(_, refusal)) => Some(refusal.to_string()),
    };
    let described_by = notice.as_ref().map(|_| "notice");
    html! {
        h1 { "Sign in" }
        p { "to go on to " strong { (destination.name()) } }
        @if matches!(form.notice, Some(Notice::OnceMore)) {
            p .hint { "You are signed in. Show once more that it is you: then you can change how you sign in, for ten minutes." }
        }
        @if let Some(notice) = &notice {
            p #notice .notice role="alert" { (notice) }
        }
        form method="post" action=(form.action) {
            input type="hidden" name="anti_forgery" value=(form.anti_forgery);
            label for="email" { "E-mail" }
            input #email name="email" type="email" value=(email) autocomplete="username" required
                autofocus[email.is_empty()] aria-describedby=[described_by];
            label for="password" { "Password" }
            input #password name="password" type="password" autocomplete="current-password" required
                autofocus[!email.is_empty()] aria-describedby=[described_by];
            button type="submit" { "Sign in" }
        }
        @if let Some(action) = &form.passkey_action {
            form .beside method="post" action=(action) {
                input type="hidden" name="anti_forgery" value=(form.anti_forgery);
                button .second type="submit" { "Use a passkey instead" }
            }
        }
        @if matches!(form.destination, Destination::Client(_)) {
            p .quiet { (destination.name()) " never sees your password. It learns your name and e-mail address at most." }
        }
    }
}
