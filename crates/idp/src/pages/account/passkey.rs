//! Making a passkey.

use axum::response::{IntoResponse as _, Response};
use maud::html;

use crate::pages::document::document;
use crate::pages::passkey::{Ask, PasskeyQuestion, passkey_form};
use crate::realm::Realm;

/// What the page is filled with.
#[derive(Debug)]
pub(crate) struct NewPasskeyPage<'a> {
    /// Where the account is.
    pub(crate) realm: &'a Realm,
    /// What its owner will know it by.
    pub(crate) name: &'a str,
    /// What the browser is asked.
    pub(crate) question: PasskeyQuestion,
    /// What shows that the form is ours.
    pub(crate) anti_forgery: String,
}

/// The page.
pub(crate) fn new_passkey(page: &NewPasskeyPage<'_>) -> Response {
    let action = page.realm.path("account/passkeys/add");
    let name = html! { input type="hidden" name="name" value=(page.name); };
    let body = html! {
        h1 { "Make a passkey" }
        p { "for " strong { (page.name) } }
        p { "Your browser asks where to keep it. Then the device wants your finger, your face or its PIN, now and every time that you sign in with it." }
        (passkey_form(Ask::Create, &action, &page.anti_forgery, &page.question, &name, "Make the passkey"))
        p .quiet { "Nothing changes before the browser is done. " a href=(page.realm.path("account")) { "Back to your account" } }
    };
    document("Make a passkey", &body).with_passkeys().into_response()
}
