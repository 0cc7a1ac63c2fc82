//! Everything that somebody signs in with, on one page.

use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use second_factor::recovery_codes;

use super::sessions::sessions;
use super::{AccountNotice, ago};
use crate::Client;
use crate::database::{Account, OpenSession, StoredFactors, StoredPasskey};
use crate::pages::document::document;
use crate::realm::Realm;

/// At so few, new recovery codes are offered with more emphasis.
const FEW: usize = 2;

/// What the page is filled with.
#[derive(Debug)]
pub(crate) struct AccountPage<'a> {
    /// Where the account is.
    pub(crate) realm: &'a Realm,
    /// Whose page it is.
    pub(crate) account: &'a Account,
    /// The session that looks at it.
    pub(crate) this_session: &'a str,
    /// What is set up.
    pub(crate) factors: &'a StoredFactors,
    /// Every session of the account.
    pub(crate) sessions: &'a [OpenSession],
    /// Who may be among a session's clients.
    pub(crate) clients: &'a [Client],
    /// Whether browsers make passkeys for this origin.
    pub(crate) passkeys_offered: bool,
    /// What shows that a form is ours.
    pub(crate) anti_forgery: String,
    /// In seconds since 1970.
    pub(crate) now: i64,
    /// What was done, or why it was not.
    pub(crate) notice: Option<AccountNotice>,
}

/// The page.
pub(crate) fn account(page: &AccountPage<'_>) -> Response {
    let document = document("Your account", &body(page)).of_several_sheets();
    match page.notice {
        None => document.into_response(),
        Some(notice) => notice.answer(document),
    }
}

impl AccountPage<'_> {
    /// A form of the page's, which leads below it.
    pub(super) fn form(&self, action: &str, inside: &Markup) -> Markup {
        html! {
            form method="post" action=(self.realm.path(&format!("account/{action}"))) {
                input type="hidden" name="anti_forgery" value=(self.anti_forgery);
                (inside)
            }
        }
    }

    pub(super) fn ago(&self, then: i64) -> String {
        ago(then, self.now)
    }
}

fn body(page: &AccountPage<'_>) -> Markup {
    html! {
        div .title {
            h1 { "Your account" }
            p { strong { (page.account.name) } " · " (page.account.email) }
        }
        @if let Some(notice) = page.notice { (notice.markup()) (offer_to_end_others(page, notice)) }
        (second_factor(page))
        (password(page))
        (sessions(page))
        p .quiet { a href=(page.realm.path("logout")) { "Sign out" } }
    }
}

fn offer_to_end_others(page: &AccountPage<'_>, notice: AccountNotice) -> Markup {
    let others = page.sessions.len() > 1;
    let changed = matches!(notice, AccountNotice::Done(done) if done.changes_how_one_signs_in());
    html! {
        @if others && changed {
            section .offer aria-label="Other browsers" {
                p { "You are signed in in other browsers too, from before this change. If one of them may not be yours, sign it out." }
                (page.form("sessions/end-others", &html! { button type="submit" { "Sign out everywhere else" } }))
            }
        }
    }
}

fn second_factor(page: &AccountPage<'_>) -> Markup {
    let factors = page.factors;
    html! {
        section aria-labelledby="second-factor" {
            div .heading {
                h2 #second-factor { "Second factor" }
                @if factors.any() { span .on { "On" } } @else { span .off { "Off" } }
            }
            p {
                @if factors.any() {
                    "Your password alone opens nothing. That holds for every application that sends you here: none of them had to be changed for it."
                } @else {
                    "Whoever learns your password can sign in as you. Set up one of these, and the password is not enough any more, at any application that sends you here."
                }
            }
            ul .factors {
                li { (authenticator(page)) }
                @if page.passkeys_offered { li { (passkeys(page)) } }
                @if factors.any() { li { (codes(page)) } }
            }
        }
    }
}

fn authenticator(page: &AccountPage<'_>) -> Markup {
    let button = |text: &str| html! { button .second type="submit" { (text) } };
    html! {
        h3 { "Authenticator app" }
        @match &page.factors.totp {
            Some(totp) => {
                p { "A code from your phone, a new one every 30 seconds. Set up " (page.ago(totp.confirmed_at)) "." }
                div .actions {
                    (page.form("authenticator", &button("Set up another phone")))
                    (page.form("authenticator/remove", &html! { button .quiet-button type="submit" { "Remove the app" } }))
                }
            }
            None => {
                p { "A code from your phone, a new one every 30 seconds. Any app will do that reads a QR code for this." }
                (page.form("authenticator", &button("Set up an app")))
            }
        }
    }
}

fn passkeys(page: &AccountPage<'_>) -> Markup {
    html! {
        h3 { "Passkeys" }
        p { "A key in your phone, your computer or a security key. It works for this site alone, so no page that only looks like it can get it out of you." }
        @if !page.factors.passkeys.is_empty() {
            ul .passkeys {
                @for passkey in &page.factors.passkeys { li { (one_passkey(page, passkey)) } }
            }
        }
        (page.form("passkeys", &html! {
            label for="passkey-name" { "Name of the device" }
            div .row {
                input #passkey-name name="name" required maxlength="40" autocomplete="off" placeholder="My phone";
                button .second type="submit" { "Make a passkey" }
            }
        }))
    }
}

fn one_passkey(page: &AccountPage<'_>, passkey: &StoredPasskey) -> Markup {
    html! {
        div {
            strong { (passkey.name) }
            p .quiet {
                "Made " (page.ago(passkey.created_at)) ", "
                @match passkey.last_used_at {
                    Some(then) => { "last used " (page.ago(then)) "." }
                    None => { "not used yet." }
                }
            }
        }
        (page.form("passkeys/remove", &html! {
            input type="hidden" name="passkey" value=(passkey.id);
            button .quiet-button type="submit" { "Remove " span .unseen { (passkey.name) } }
        }))
    }
}

fn codes(page: &AccountPage<'_>) -> Markup {
    let left = recovery_codes::left(&page.factors.recovery_codes);
    html! {
        h3 { "Recovery codes" }
        p {
            "For the day on which the phone is lost. "
            @match left {
                0 => strong { "None is left." }
                1 => strong { "One is left." }
                few if few <= FEW => strong { (few) " are left." }
                many => { (many) " of " (recovery_codes::COUNT) " are left." }
            }
        }
        (page.form("recovery-codes", &html! { button .second type="submit" { "Make ten new codes" } }))
        @if left > 0 { p .quiet { "The old ones stop working then." } }
    }
}

fn password(page: &AccountPage<'_>) -> Markup {
    html! {
        section aria-labelledby="password" {
            h2 #password { "Password" }
            (page.form("password", &html! {
                input type="email" value=(page.account.email) autocomplete="username" aria-label="E-mail" readonly hidden;
                label for="current-password" { "Current password" }
                input #current-password name="current_password" type="password" autocomplete="current-password" required;
                label for="new-password" { "New password" }
                input #new-password name="new_password" type="password" autocomplete="new-password" required minlength="8"
                    maxlength="128" aria-describedby="password-rule";
                p #password-rule .quiet { "8 characters at least. A few words that nobody would guess are better than one with digits in it." }
                div .check {
                    input #end-others name="end_others" type="checkbox" value="yes" checked;
                    label for="end-others" { "Sign me out everywhere else" }
                }
                button .second type="submit" { "Change the password" }
            }))
        }
    }
}
