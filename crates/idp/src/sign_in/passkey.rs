//! A passkey in place of the password, for whoever has one: nobody types who they are, and there is nothing to guess.
//!
//! It has a page of its own. So the page on which passwords are typed goes on without any script.

use std::sync::Arc;

use authn::ThrottleKey;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use domain::Refusal;
use second_factor::Passed;
use second_factor::passkeys::{ClaimedPasskey, PasskeyRefusal, PendingSignIn};

use super::password::refuse_while_throttled;
use super::{Destination, Form, Proof, Sent, VerifiedUser, ceremony, finish};
use crate::Provider;
use crate::authorization::refuse;
use crate::database::Purpose;
use crate::pages::{self, FactorNotice, PasskeyForm, PasskeyQuestion, Problem};
use crate::parameters::Parameters;
use crate::realm::Realm;

/// `POST …/passkey?<where to>`: the page that asks for one. By POST, because a ceremony is noted with each.
pub(crate) async fn ask_for_passkey(
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    cookies: CookieJar,
    request: Request,
) -> Response {
    let Some(sent) = Sent::read(&provider, request).await else {
        return Problem(Refusal::Malformed).into_response();
    };
    let destination = match Destination::of(&provider, &sent.question) {
        Ok(destination) => destination,
        Err(refused) => return refuse(&realm, refused),
    };
    let ours = provider.anti_forgery_key.vouches_for(&realm.name, Form::SignIn, &cookies, &sent.typed);
    let notice = (!ours).then_some(FactorNotice::OldForm);
    page(&provider, &realm, cookies, &destination, &sent.question, notice).await
}

/// `POST …/passkey/sign-in?<where to>`: checks the answer.
pub(crate) async fn sign_in_with_passkey(
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    cookies: CookieJar,
    request: Request,
) -> Response {
    let Some(sent) = Sent::read(&provider, request).await else {
        return Problem(Refusal::Malformed).into_response();
    };
    let destination = match Destination::of(&provider, &sent.question) {
        Ok(destination) => destination,
        Err(refused) => return refuse(&realm, refused),
    };
    let ours = provider.anti_forgery_key.vouches_for(&realm.name, Form::Passkey, &cookies, &sent.typed);
    let checked = if ours { check(&provider, &realm, &sent).await } else { Err(FactorNotice::OldForm) };
    match checked {
        Ok(user) => finish(&provider, &realm, cookies, &destination, user, Proof::Passkey).await,
        Err(notice) => page(&provider, &realm, cookies, &destination, &sent.question, Some(notice)).await,
    }
}

/// Whose passkey it is. A signature cannot be guessed; failures are counted for the address, to keep the log readable.
async fn check(provider: &Provider, realm: &Realm, sent: &Sent) -> Result<VerifiedUser, FactorNotice> {
    let keys = [ThrottleKey::Address(realm.name.clone(), sent.address.ip())];
    refuse_while_throttled(provider, &keys).await?;
    let pending = ceremony::take(provider, realm, None, Purpose::SignIn, &sent.typed).await?;
    let response = sent.typed.get("credential").unwrap_or_default();
    let judged = match pending {
        Some(pending) => judge(provider, realm, pending, response).await?,
        None => Err(PasskeyRefusal::WrongChallenge),
    };
    match judged {
        Ok(user) => Ok(user),
        Err(refusal) => {
            provider.database.note_failure(&keys, provider.clock.now()).await?;
            tracing::warn!(event = "authn_login_fail", realm = %realm.name, by = "passkey", reason = %refusal);
            Err(FactorNotice::Factor(refusal.into()))
        }
    }
}

async fn judge(
    provider: &Provider,
    realm: &Realm,
    pending: PendingSignIn,
    response: &str,
) -> Result<Result<VerifiedUser, PasskeyRefusal>, Refusal> {
    let now = provider.clock.now();
    let Some(relying_party) = &provider.relying_party else { return Ok(Err(PasskeyRefusal::Unknown)) };
    let claimed = match ClaimedPasskey::of(response) {
        Ok(claimed) => claimed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let stored = provider.database.find_passkey(&realm.name, &claimed.credential_id).await?;
    let Some(stored) = stored else { return Ok(Err(PasskeyRefusal::Unknown)) };
    let passkey = match relying_party.finish_sign_in(pending, response, &stored.passkey, now) {
        Ok(passkey) => passkey,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let passed = Passed::Passkey(Box::new(passkey));
    if !provider.database.use_passkey(stored.user_id, &passed, now).await? {
        return Ok(Err(PasskeyRefusal::Unknown));
    }
    let credentials_version = stored.credentials_version;
    Ok(Ok(VerifiedUser { id: stored.user_id, credentials_version }))
}

async fn page(
    provider: &Provider,
    realm: &Realm,
    cookies: CookieJar,
    destination: &Destination<'_>,
    question: &Parameters,
    notice: Option<FactorNotice>,
) -> Response {
    let Some(relying_party) = &provider.relying_party else {
        return Problem(Refusal::NotFound).into_response();
    };
    let begun = relying_party.begin_sign_in(provider.clock.now());
    let expires_at = begun.pending.expires_at();
    let handle = ceremony::begin(provider, realm, None, Purpose::SignIn, &begun.pending, expires_at).await;
    let handle = match handle {
        Ok(handle) => handle,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    let (cookies, anti_forgery) =
        provider.anti_forgery_key.vouch(&realm.name, Form::Passkey, cookies, &*provider.random);
    let page = pages::passkey(&PasskeyForm {
        destination,
        action: format!("{}?{}", realm.path("passkey/sign-in"), question.encoded()),
        start_again: format!("{}?{}", realm.path("sign-in"), question.encoded()),
        anti_forgery,
        question: PasskeyQuestion { handle, options: begun.options },
        notice,
    });
    (cookies, page).into_response()
}
