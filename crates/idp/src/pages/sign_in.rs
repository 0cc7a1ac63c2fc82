//! The sign-in form.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::Refusal;
use maud::{Markup, html};
use openidconnect::RedirectUrl;

use super::document::document;
use super::refused;

/// What the form is filled with.
#[derive(Debug)]
pub(crate) struct SignInForm<'a> {
    /// What the client calls itself.
    pub(crate) client: &'a str,
    /// Where its users go afterwards.
    pub(crate) redirect_uri: &'a RedirectUrl,
    /// Where the form goes.
    pub(crate) action: String,
    /// Who the client thinks it is.
    pub(crate) email: &'a str,
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
    /// For this address, as it was typed.
    Refused(&'a str, Refusal),
}

/// The page with the form.
pub(crate) fn sign_in(form: &SignInForm<'_>) -> Response {
    let page = document("Sign in", &body(form)).leading_to(form.redirect_uri.url());
    match form.notice {
        None => page.into_response(),
        Some(Notice::OldForm) => (StatusCode::FORBIDDEN, page).into_response(),
        Some(Notice::Refused(_, refusal)) => refused(refusal, page),
    }
}

fn body(form: &SignInForm<'_>) -> Markup {
    let email = match form.notice {
        Some(Notice::Refused(email, _)) => email,
        _ => form.email,
    };
    let notice = match form.notice {
        None => None,
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
        p { "to go on to " strong { (form.client) } }
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
        p .quiet { (form.client) " never sees your password. It learns your name and e-mail address at most." }
    }
}
