//! Setting up an authenticator app: the picture, the key as text, and the first code.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use maud::{PreEscaped, html};
use second_factor::passkeys::CeremonyHandle;
use second_factor::totp::OtpauthUri;

use crate::pages::document::document;
use crate::realm::Realm;

/// What the page is filled with.
#[derive(Debug)]
pub(crate) struct AuthenticatorPage<'a> {
    /// Where the account is.
    pub(crate) realm: &'a Realm,
    /// What the picture says.
    pub(crate) uri: OtpauthUri,
    /// What to type where nobody can scan.
    pub(crate) key: String,
    /// What the code comes with.
    pub(crate) handle: CeremonyHandle,
    /// What shows that the form is ours.
    pub(crate) anti_forgery: String,
    /// Why it is shown again.
    pub(crate) notice: Option<CodeNotice>,
}

/// What is wrong with the first code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeNotice {
    /// It is none.
    NoCode,
    /// It is another one.
    Wrong,
}

/// The page.
pub(crate) fn authenticator(page: &AuthenticatorPage<'_>) -> Response {
    let notice = page.notice.map(|notice| match notice {
        CodeNotice::NoCode => "A code has six digits.",
        CodeNotice::Wrong => {
            "That is not the code of this key. Look whether the app's clock is right, and enter the code that it shows now."
        }
    });
    let body = html! {
        h1 { "Set up an authenticator app" }
        ol .steps {
            li {
                p { "Scan this picture with the app." }
                // The markup is made here, of squares alone, with the title escaped.
                div .qr-card { (PreEscaped(page.uri.to_svg("QR code with the key of your account"))) }
                details {
                    summary { "No camera? Type the key" }
                    p .quiet { "In the app choose “by time”, six digits, 30 seconds." }
                    p .key { code { (page.key) } }
                    p { a href=(page.uri.expose()) { "Open it in an app on this device" } }
                }
            }
            li {
                @if let Some(notice) = notice { p #notice .notice role="alert" { (notice) } }
                form method="post" action=(page.realm.path("account/authenticator/confirm")) {
                    input type="hidden" name="anti_forgery" value=(page.anti_forgery);
                    input type="hidden" name="ceremony" value=(page.handle.expose());
                    label for="code" { "Enter the code that the app shows" }
                    input #code .code name="code" required inputmode="numeric" autocomplete="one-time-code"
                        aria-describedby=[notice.map(|_| "notice")] autofocus[notice.is_some()];
                    button type="submit" { "Turn it on" }
                }
            }
        }
        p .quiet { "Nothing changes before that code is right. " a href=(page.realm.path("account")) { "Back to your account" } }
    };
    let document = document("Set up an authenticator app", &body);
    match page.notice {
        None => document.into_response(),
        Some(_) => (StatusCode::UNPROCESSABLE_ENTITY, document).into_response(),
    }
}
