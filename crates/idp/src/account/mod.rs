//! The account's own page, for its owner: the password, the second factor, the sessions. It is here, once, and counts at
//! every client: no client has such a page, nor knows what is set up.
//!
//! It works without scripts, but for making a passkey. Whoever changes how they sign in has shown within the last ten
//! minutes that it is them (ASVS 7.5.1), by a second factor too, once there is one: a browser that was left open, and a
//! thief who has the password alone, change nothing.

mod authenticator;
mod passkeys;
mod password;
mod recovery_codes;
mod sessions;
mod visitor;

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::Refusal;

pub(crate) use authenticator::{add_authenticator, confirm_authenticator, remove_authenticator};
pub(crate) use passkeys::{add_passkey, begin_passkey, remove_passkey};
pub(crate) use password::change_password;
pub(crate) use recovery_codes::make_recovery_codes;
pub(crate) use sessions::{end_other_sessions, end_session};
use visitor::{Asked, Change, Visitor};

use crate::Provider;
use crate::pages::Problem;
use crate::pages::account::{self as pages, AccountNotice, AccountPage, Done};
use crate::parameters::Parameters;
use crate::sign_in::Form;

/// `GET …/account`.
pub(crate) async fn account(
    State(provider): State<Arc<Provider>>,
    visitor: Visitor,
    question: Parameters,
) -> Response {
    let done = question.get("done").and_then(Done::of);
    show(&provider, visitor, done.map(AccountNotice::Done)).await
}

/// Back to the page, which says what was done.
fn done(visitor: &Visitor, done: Done) -> Response {
    Redirect::to(&format!("{}?done={}", visitor.realm.path("account"), done.as_str())).into_response()
}

/// The page as it stands, and a reason if something was not done.
async fn show(provider: &Provider, visitor: Visitor, notice: Option<AccountNotice>) -> Response {
    let read = async {
        let now = provider.clock.now();
        let factors = provider.database.factors(visitor.account.id).await?;
        let sessions = provider.database.open_sessions(visitor.account.id, now).await?;
        Ok::<_, Refusal>((factors, sessions, now))
    };
    let (factors, sessions, now) = match read.await {
        Ok(read) => read,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    let (cookies, anti_forgery) = visitor.vouch(provider);
    let page = pages::account(&AccountPage {
        realm: &visitor.realm,
        account: &visitor.account,
        this_session: &visitor.session.sid,
        factors: &factors,
        sessions: &sessions,
        clients: &provider.clients,
        passkeys_offered: provider.relying_party.is_some(),
        anti_forgery,
        now,
        notice,
    });
    (cookies, page).into_response()
}
