//! Passkeys: one for each device, under a name that its owner knows it by.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use domain::{Email, Refusal, UserName};
use second_factor::Factor;
use second_factor::passkeys::{PasskeyRefusal, PendingRegistration, UserHandle};

use super::authenticator::strengthen;
use super::recovery_codes::show_if_none_are_left;
use super::{Change, Visitor, done, show};
use crate::Provider;
use crate::database::{Purpose, StoredFactors};
use crate::pages::account::{self as pages, AccountNotice, Done, NewPasskeyPage};
use crate::pages::{PasskeyQuestion, Problem};
use crate::sign_in::ceremony;

/// How many passkeys somebody may have: more devices than anybody carries.
const MOST: usize = 10;

/// `POST …/account/passkeys`: the page on which the browser makes one.
pub(crate) async fn begin_passkey(State(provider): State<Arc<Provider>>, change: Change) -> Response {
    match begin(&provider, &change.visitor, &change.factors, &change).await {
        Ok(page) => page,
        Err(notice) => show(&provider, change.visitor, Some(notice)).await,
    }
}

async fn begin(
    provider: &Provider,
    visitor: &Visitor,
    factors: &StoredFactors,
    change: &Change,
) -> Result<Response, AccountNotice> {
    let (realm, user) = (&visitor.realm, visitor.account.id);
    let relying_party = provider.relying_party.as_ref().ok_or(Refusal::NotFound)?;
    if factors.passkeys.len() >= MOST {
        return Err(AccountNotice::TooManyPasskeys);
    }
    let name = name(change)?;
    let corrupt = |_| Refusal::Unavailable;
    let email: Email = visitor.account.email.parse().map_err(corrupt)?;
    let owner: UserName = visitor.account.name.parse().map_err(|_| Refusal::Unavailable)?;
    let new = UserHandle::generate(&*provider.random);
    let user_handle = provider.database.user_handle(user, new).await.map_err(Refusal::from)?;
    let registered: Vec<_> = factors.passkeys.iter().map(|stored| stored.passkey.clone()).collect();
    let now = provider.clock.now();
    let begun = relying_party.begin_registration(&user_handle, &email, &owner, &registered, now);
    let (purpose, expires_at) = (Purpose::NewPasskey, begun.pending.expires_at());
    let handle = ceremony::begin(provider, realm, Some(user), purpose, &begun.pending, expires_at).await?;
    let (cookies, anti_forgery) = visitor.vouch(provider);
    let page = pages::new_passkey(&NewPasskeyPage {
        realm,
        name: name.as_str(),
        question: PasskeyQuestion { handle, options: begun.options },
        anti_forgery,
    });
    Ok((cookies, page).into_response())
}

/// `POST …/account/passkeys/add`: what the browser made.
pub(crate) async fn add_passkey(State(provider): State<Arc<Provider>>, change: Change) -> Response {
    match add(&provider, &change).await {
        Ok(()) => show_if_none_are_left(&provider, change, Done::Passkey).await,
        Err(notice) => show(&provider, change.visitor, Some(notice)).await,
    }
}

async fn add(provider: &Provider, change: &Change) -> Result<(), AccountNotice> {
    let (visitor, user) = (&change.visitor, change.visitor.account.id);
    let relying_party = provider.relying_party.as_ref().ok_or(Refusal::NotFound)?;
    let pending: Option<PendingRegistration> =
        ceremony::take(provider, &visitor.realm, Some(user), Purpose::NewPasskey, &change.form).await?;
    let pending = pending.ok_or(PasskeyRefusal::WrongChallenge)?;
    let (name, now) = (name(change)?, provider.clock.now());
    let response = change.form.get("credential").unwrap_or_default();
    let passkey = relying_party.finish_registration(pending, response, now).inspect_err(|refusal| {
        tracing::info!(event = "authn_factor_refused", realm = %visitor.realm.name, user, %refusal);
    })?;
    if change.factors.passkeys.len() >= MOST {
        return Err(AccountNotice::TooManyPasskeys);
    }
    let added = provider.database.add_passkey(user, name.as_str(), &passkey, now).await;
    if !added.map_err(Refusal::from)? {
        // Somebody has it already: no device makes the same id twice.
        return Err(PasskeyRefusal::Unsuitable.into());
    }
    strengthen(provider, visitor, Factor::Passkey).await?;
    tracing::info!(event = "authn_factor_added", realm = %visitor.realm.name, user, factor = "passkey");
    Ok(())
}

/// `POST …/account/passkeys/remove`.
pub(crate) async fn remove_passkey(State(provider): State<Arc<Provider>>, change: Change) -> Response {
    let (visitor, user) = (&change.visitor, change.visitor.account.id);
    let id = change.form.get("passkey").and_then(|id| id.parse().ok());
    let Some(id) = id else { return Problem(Refusal::Malformed).into_response() };
    match provider.database.remove_passkey(user, id).await {
        Ok(true) => {
            tracing::info!(event = "authn_factor_removed", realm = %visitor.realm.name, user, factor = "passkey");
            done(visitor, Done::PasskeyRemoved)
        }
        Ok(false) => Problem(Refusal::NotFound).into_response(),
        Err(error) => Problem(error.into()).into_response(),
    }
}

/// What its owner will know it by.
fn name(change: &Change) -> Result<UserName, Refusal> {
    change.form.get("name").unwrap_or("Passkey").parse().map_err(Refusal::Name)
}
