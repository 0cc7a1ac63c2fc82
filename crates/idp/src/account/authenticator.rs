//! The authenticator app. It counts once a first code of it was right: whoever could not scan the picture is not locked
//! out by it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use domain::{Email, Refusal};
use second_factor::Factor;
use second_factor::totp::{TotpCode, TotpRefusal, TotpSecret};

use super::recovery_codes::show_if_none_are_left;
use super::{Change, Visitor, done, show};
use crate::Provider;
use crate::database::Purpose;
use crate::enrolled::sealed_for;
use crate::pages::Problem;
use crate::pages::account::{self as pages, AccountNotice, AuthenticatorPage, CodeNotice, Done};
use crate::sign_in::{Proof, ceremony};

/// How long somebody may take with the app, in seconds.
const LIFETIME: i64 = 10 * 60;
/// What the app calls the account, before its address.
const ISSUER: &str = "Identity provider";

/// `POST …/account/authenticator`: a new secret, shown as a picture and as text.
pub(crate) async fn add_authenticator(State(provider): State<Arc<Provider>>, change: Change) -> Response {
    let secret = TotpSecret::generate(&*provider.random);
    page(&provider, &change.visitor, &secret, None).await
}

/// `POST …/account/authenticator/confirm`: the first code, which is used up by that.
pub(crate) async fn confirm_authenticator(State(provider): State<Arc<Provider>>, change: Change) -> Response {
    let (visitor, user) = (&change.visitor, change.visitor.account.id);
    let secret = match take_secret(&provider, &change).await {
        Ok(Some(secret)) => secret,
        Ok(None) => return show(&provider, change.visitor, Some(AccountNotice::TookTooLong)).await,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    let Ok(code) = change.form.get("code").unwrap_or_default().parse::<TotpCode>() else {
        return page(&provider, visitor, &secret, Some(CodeNotice::NoCode)).await;
    };
    let now = provider.clock.now();
    let step = match secret.verify(&code, now, None) {
        Ok(step) => step,
        Err(TotpRefusal::Wrong | TotpRefusal::Used) => {
            return page(&provider, visitor, &secret, Some(CodeNotice::Wrong)).await;
        }
    };
    let sealed = secret.seal(&provider.sealing_key, &*provider.random, &sealed_for(user));
    let added = async {
        provider.database.add_totp(user, &sealed, step, now).await?;
        strengthen(&provider, visitor, Factor::Totp).await
    };
    if let Err(refusal) = added.await {
        return Problem(refusal).into_response();
    }
    tracing::info!(event = "authn_factor_added", realm = %visitor.realm.name, user, factor = "totp");
    show_if_none_are_left(&provider, change, Done::Authenticator).await
}

/// `POST …/account/authenticator/remove`.
pub(crate) async fn remove_authenticator(State(provider): State<Arc<Provider>>, change: Change) -> Response {
    let (visitor, user) = (&change.visitor, change.visitor.account.id);
    match provider.database.remove_totp(user).await {
        Ok(removed) => {
            if removed {
                tracing::info!(event = "authn_factor_removed", realm = %visitor.realm.name, user, factor = "totp");
            }
            done(visitor, Done::AuthenticatorRemoved)
        }
        Err(error) => Problem(error.into()).into_response(),
    }
}

/// Whoever has just shown a factor in this session has proved as much as if they had been asked for it.
pub(super) async fn strengthen(
    provider: &Provider,
    visitor: &Visitor,
    factor: Factor,
) -> Result<(), Refusal> {
    if !Proof::is_two_factors(&visitor.session.amr) {
        provider.database.strengthen_session(&visitor.session, Proof::PasswordAnd(factor).amr()).await?;
    }
    Ok(())
}

async fn take_secret(provider: &Provider, change: &Change) -> Result<Option<TotpSecret>, Refusal> {
    let (realm, user) = (&change.visitor.realm, change.visitor.account.id);
    let pending: Option<(Vec<u8>, i64)> =
        ceremony::take(provider, realm, Some(user), Purpose::NewTotp, &change.form).await?;
    let pending = pending.filter(|(_, expires_at)| provider.clock.now() <= *expires_at);
    // Sealed with another key: the file was exchanged meanwhile.
    Ok(pending
        .and_then(|(sealed, _)| TotpSecret::open(&provider.sealing_key, &sealed, &sealed_for(user)).ok()))
}

async fn page(
    provider: &Provider,
    visitor: &Visitor,
    secret: &TotpSecret,
    notice: Option<CodeNotice>,
) -> Response {
    let (realm, user) = (&visitor.realm, visitor.account.id);
    let Ok(email) = visitor.account.email.parse::<Email>() else {
        return Problem(Refusal::Unavailable).into_response();
    };
    let expires_at = provider.clock.now() + LIFETIME;
    let sealed = secret.seal(&provider.sealing_key, &*provider.random, &sealed_for(user));
    let pending = (sealed, expires_at);
    let handle = ceremony::begin(provider, realm, Some(user), Purpose::NewTotp, &pending, expires_at).await;
    let handle = match handle {
        Ok(handle) => handle,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    let (cookies, anti_forgery) = visitor.vouch(provider);
    let page = pages::authenticator(&AuthenticatorPage {
        realm,
        uri: secret.otpauth_uri(ISSUER, &email),
        key: secret.key_to_type(),
        handle,
        anti_forgery,
        notice,
    });
    (cookies, page).into_response()
}
