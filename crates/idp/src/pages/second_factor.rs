//! What is asked for after the password.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::Refusal;
use maud::{Markup, html};
use second_factor::{Factor, FactorRefusal, InvalidCode};

use super::document::{Page, document};
use super::passkey::{Ask, PasskeyQuestion, passkey_form};
use super::refused;
use crate::sign_in::Destination;

/// What the page is filled with.
#[derive(Debug)]
pub(crate) struct SecondFactorForm<'a> {
    /// Where its user goes afterwards.
    pub(crate) destination: &'a Destination<'a>,
    /// Where the forms go.
    pub(crate) action: String,
    /// The way back to the password.
    pub(crate) start_again: String,
    /// What shows that a form is ours.
    pub(crate) anti_forgery: String,
    /// What is asked for.
    pub(crate) first: Factor,
    /// What would do as well.
    pub(crate) others: Vec<Factor>,
    /// What the browser is asked, of whoever has a passkey.
    pub(crate) passkey: Option<PasskeyQuestion>,
    /// Why it is shown again.
    pub(crate) notice: Option<FactorNotice>,
}

/// Why a page that asks for a factor is shown again.
#[derive(Debug)]
pub(crate) enum FactorNotice {
    /// The form was not ours, or not this browser's, or from before a restart.
    OldForm,
    /// What was typed is no code.
    NoCode,
    /// What was brought does not pass.
    Factor(FactorRefusal),
    /// Too many of those, or a database that does not answer.
    Refused(Refusal),
}

/// The page.
pub(crate) fn second_factor(form: &SecondFactorForm<'_>) -> Response {
    let page = document("One more step", &body(form)).leading_to(form.destination.address());
    let page = if form.passkey.is_some() { page.with_passkeys() } else { page };
    match &form.notice {
        None => page.into_response(),
        Some(notice) => notice.refuse(page),
    }
}

fn body(form: &SecondFactorForm<'_>) -> Markup {
    let asked = |factor| form.first == factor || form.others.contains(&factor);
    html! {
        h1 { "One more step" }
        p { "to go on to " strong { (form.destination.name()) } }
        @if let Some(refused) = &form.notice { (notice(refused)) }
        @if let Some(question) = &form.passkey {
            p { "Your password is right. Now show that you have your passkey." }
            (passkey_form(Ask::Get, &form.action, &form.anti_forgery, question, &html! {}, "Use your passkey"))
        }
        @if asked(Factor::Totp) {
            @if form.passkey.is_some() {
                p .or { "or" }
            } @else {
                p { "Your password is right. Now enter the code that your authenticator app shows." }
            }
            (code_form(form, "code", "Code from your app", true))
        }
        @if asked(Factor::RecoveryCode) {
            details {
                summary { "Use a recovery code" }
                p .quiet { "One of the ten codes that you kept for the day on which the phone is lost. Each works once." }
                (code_form(form, "recovery-code", "Recovery code", false))
            }
        }
        p .quiet { a href=(form.start_again) { "Start again" } " · You have five minutes for this step." }
    }
}

fn code_form(form: &SecondFactorForm<'_>, id: &str, label: &str, digits: bool) -> Markup {
    let described_by = form.notice.as_ref().map(|_| "notice");
    html! {
        form method="post" action=(form.action) {
            input type="hidden" name="anti_forgery" value=(form.anti_forgery);
            label for=(id) { (label) }
            input .code id=(id) name="code" required autocapitalize="characters" spellcheck="false"
                autocomplete=(if digits { "one-time-code" } else { "off" }) inputmode=[digits.then_some("numeric")]
                autofocus[digits && form.passkey.is_none()] aria-describedby=[described_by];
            button .second[form.passkey.is_some() || !digits] type="submit" {
                @if digits { "Go on" } @else { "Use this code" }
            }
        }
    }
}

/// The line that says why.
pub(super) fn notice(notice: &FactorNotice) -> Markup {
    let text = match notice {
        FactorNotice::OldForm => {
            "This form was too old, or not made for this browser. Try once more.".to_owned()
        }
        FactorNotice::NoCode => InvalidCode.to_string(),
        FactorNotice::Factor(refusal) => refusal.to_string(),
        FactorNotice::Refused(refusal) => refusal.to_string(),
    };
    html! { p #notice .notice role="alert" { (text) } }
}

impl FactorNotice {
    /// The page, with the status that belongs to it.
    pub(super) fn refuse(&self, page: Page) -> Response {
        let status = match self {
            Self::OldForm => StatusCode::FORBIDDEN,
            Self::NoCode => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Factor(_) => StatusCode::UNAUTHORIZED,
            Self::Refused(refusal) => return refused(*refusal, page),
        };
        (status, page).into_response()
    }
}

impl From<FactorRefusal> for FactorNotice {
    fn from(refusal: FactorRefusal) -> Self {
        Self::Factor(refusal)
    }
}

impl From<Refusal> for FactorNotice {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<authn::StoreError> for FactorNotice {
    fn from(error: authn::StoreError) -> Self {
        Self::Refused(error.into())
    }
}
