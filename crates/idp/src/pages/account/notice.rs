//! What was done on the account's page, or why it was not.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::Refusal;
use maud::{Markup, html};
use second_factor::passkeys::PasskeyRefusal;

use crate::pages::document::Page;
use crate::pages::refused;

/// What was done. It stands in the page's address, where everybody can write it: so it says no more than these sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// Another password.
    Password,
    /// An app was set up.
    Authenticator,
    /// It was taken away.
    AuthenticatorRemoved,
    /// A passkey was made.
    Passkey,
    /// It was taken away.
    PasskeyRemoved,
    /// Other sessions have ended.
    SessionsEnded,
}

/// What the page says before everything else.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AccountNotice {
    /// It was done.
    Done(Done),
    /// The form was not ours, or not of this session.
    OldForm,
    /// The app was not set up in time.
    TookTooLong,
    /// Recovery codes stand in for a factor, and there is none.
    NoFactor,
    /// More passkeys than anybody needs.
    TooManyPasskeys,
    /// The browser's answer was not taken.
    Passkey(PasskeyRefusal),
    /// Anything else.
    Refused(Refusal),
}

impl Done {
    const ALL: [Self; 6] = [
        Self::Password,
        Self::Authenticator,
        Self::AuthenticatorRemoved,
        Self::Passkey,
        Self::PasskeyRemoved,
        Self::SessionsEnded,
    ];

    /// What stands in the address, if it is one of these.
    pub(crate) fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.as_str() == text)
    }

    /// As it stands in the address.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Authenticator => "authenticator",
            Self::AuthenticatorRemoved => "authenticator-removed",
            Self::Passkey => "passkey",
            Self::PasskeyRemoved => "passkey-removed",
            Self::SessionsEnded => "sessions-ended",
        }
    }

    /// For a reader.
    pub(super) const fn sentence(self) -> &'static str {
        match self {
            Self::Password => "Your password has been changed.",
            Self::Authenticator => {
                "Your authenticator app is set up. From now on, signing in asks for its code."
            }
            Self::AuthenticatorRemoved => "The authenticator app has been removed.",
            Self::Passkey => {
                "Your passkey is set up. From now on, signing in asks for more than the password."
            }
            Self::PasskeyRemoved => {
                "The passkey has been removed here. You can delete it on the device as well."
            }
            Self::SessionsEnded => "Signed out there, and of the applications that were opened from there.",
        }
    }

    /// Whether somebody who does this may want to end what was begun before (ASVS 7.4.3).
    pub(super) const fn changes_how_one_signs_in(self) -> bool {
        !matches!(self, Self::SessionsEnded)
    }
}

impl AccountNotice {
    pub(super) fn markup(self) -> Markup {
        let text = match self {
            Self::Done(done) => return html! { p .done role="status" { (done.sentence()) } },
            Self::OldForm => {
                "This form was too old, or not made for this browser. Nothing was changed: try once more."
                    .to_owned()
            }
            Self::TookTooLong => {
                "That took too long, and nothing was changed. Set the app up once more.".to_owned()
            }
            Self::NoFactor => "Set up an app or a passkey first: the codes stand in for it.".to_owned(),
            Self::TooManyPasskeys => {
                "Ten passkeys are the most. Remove one that you no longer use.".to_owned()
            }
            Self::Passkey(refusal) => refusal.to_string(),
            Self::Refused(refusal) => refusal.to_string(),
        };
        html! { p .notice role="alert" { (text) } }
    }

    /// The page, with the status that belongs to it.
    pub(super) fn answer(self, page: Page) -> Response {
        let status = match self {
            Self::Done(_) => StatusCode::OK,
            Self::OldForm => StatusCode::FORBIDDEN,
            Self::TookTooLong | Self::NoFactor | Self::TooManyPasskeys => StatusCode::CONFLICT,
            Self::Passkey(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(refusal) => return refused(refusal, page),
        };
        (status, page).into_response()
    }
}

impl From<Refusal> for AccountNotice {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<PasskeyRefusal> for AccountNotice {
    fn from(refusal: PasskeyRefusal) -> Self {
        Self::Passkey(refusal)
    }
}
