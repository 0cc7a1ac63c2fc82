//! The sheet with the recovery codes: seen once, to be printed or kept as a file.

use axum::response::{IntoResponse as _, Response};
use maud::html;
use second_factor::recovery_codes::RecoveryCode;

use super::Done;
use crate::database::Account;
use crate::pages::document::document;
use crate::realm::Realm;

/// What the page is filled with.
#[derive(Debug)]
pub(crate) struct RecoveryCodesPage<'a> {
    /// Where the account is.
    pub(crate) realm: &'a Realm,
    /// Whose codes they are.
    pub(crate) account: &'a Account,
    /// The codes.
    pub(crate) codes: &'a [RecoveryCode],
    /// What was set up before, if that is why they are shown.
    pub(crate) added: Option<Done>,
}

/// The page.
pub(crate) fn recovery_codes(page: &RecoveryCodesPage<'_>) -> Response {
    let codes: Vec<String> = page.codes.iter().map(RecoveryCode::expose).collect();
    // A link that holds its own file: no script, and no second request that would have to bring the codes again.
    let file = format!("data:text/plain;charset=utf-8,Recovery%20codes%0A%0A{}%0A", codes.join("%0A"));
    document("Recovery codes", &html! {
        h1 { "Your recovery codes" }
        @if let Some(added) = page.added { p .done role="status" { (added.sentence()) } }
        p { "Each of them opens your account once, with your password, if your phone or your key is lost. " strong { "They are shown now and never again." } }
        div .codes-sheet {
            p .quiet { "Identity provider · " (page.account.email) }
            ol { @for code in &codes { li { code { (code) } } } }
        }
        p .keep { "Print this page, or " a href=(file) download="recovery-codes.txt" { "keep them as a file" } ". Not on the phone that they stand in for." }
        p { a .button href=(format!("{}{}", page.realm.path("account"), page.added.map_or(String::new(), |added| format!("?done={}", added.as_str())))) { "I have kept them" } }
    })
    .into_response()
}
