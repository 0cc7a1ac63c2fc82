//! The second factor, for whoever has set one up: a code from the app, a recovery code, or a passkey.
//!
//! Nobody comes here who has not typed the right password in this very browser, minutes ago: so this page tells whether an
//! account has a second factor only to somebody who knows the first. Guesses are counted for each account before they are
//! looked at, apart from guesses at the password.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::Refusal;
use second_factor::passkeys::{PasskeyRefusal, PendingSignIn};
use second_factor::recovery_codes::RecoveryRefusal;
use second_factor::totp::TotpRefusal;
use second_factor::{Challenge, Enrolled, FactorRefusal, Passed, TypedCode};

use super::{Destination, Form, Proof, Sent, VerifiedUser, ceremony, finish, on_to, password_done};
use crate::authorization::refuse;
use crate::database::Purpose;
use crate::pages::{self, FactorNotice, PasskeyQuestion, Problem, SecondFactorForm};
use crate::parameters::Parameters;
use crate::realm::Realm;
use crate::{Provider, SecretDigest};

/// Failures that cost nothing: people mistype. Of a million codes three are right at any time, so whoever knows the password and
/// goes on for a year, as fast as the waits allow, has about one chance in four; and the log is full of it.
const FREE_ATTEMPTS: u32 = 5;

/// Whether the password is not enough.
pub(super) async fn is_asked_of(provider: &Provider, user: VerifiedUser) -> Result<bool, Refusal> {
    let stored = provider.database.factors(user.id).await?;
    Ok(stored.any())
}

/// `GET …/second-factor?<where to>`: the page.
pub(crate) async fn ask_for_second_factor(
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    cookies: CookieJar,
    question: Parameters,
) -> Response {
    let destination = match Destination::of(&provider, &question) {
        Ok(destination) => destination,
        Err(refused) => return refuse(&realm, refused),
    };
    match password_done::find(&provider, &realm, &cookies).await {
        Ok(Some((user, _))) => page(&provider, &realm, cookies, &destination, &question, user, None).await,
        Ok(None) => start_again(&realm, cookies, &question),
        Err(error) => Problem(error.into()).into_response(),
    }
}

/// `POST …/second-factor?<where to>`: checks a code, or a passkey.
pub(crate) async fn check_second_factor(
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    cookies: CookieJar,
    request: Request,
) -> Response {
    let Some(sent) = Sent::read(&provider, request).await else {
        return Problem(Refusal::Malformed).into_response();
    };
    let (question, typed) = (&sent.question, &sent.typed);
    let destination = match Destination::of(&provider, question) {
        Ok(destination) => destination,
        Err(refused) => return refuse(&realm, refused),
    };
    let (user, done) = match password_done::find(&provider, &realm, &cookies).await {
        Ok(Some(found)) => found,
        Ok(None) => return start_again(&realm, cookies, question),
        Err(error) => return Problem(error.into()).into_response(),
    };
    let checked = if provider.anti_forgery_key.vouches_for(&realm.name, Form::SecondFactor, &cookies, typed) {
        check(&provider, &realm, user, done, typed).await
    } else {
        Err(FactorNotice::OldForm)
    };
    match checked {
        Ok(passed) => {
            let cookies = cookies.add(password_done::forget());
            let proof = Proof::PasswordAnd(passed.factor());
            finish(&provider, &realm, cookies, &destination, user, proof).await
        }
        Err(notice) => page(&provider, &realm, cookies, &destination, question, user, Some(notice)).await,
    }
}

/// Judges what was brought, and uses it up. Nothing is let in that did not change a row.
async fn check(
    provider: &Provider,
    realm: &Realm,
    user: VerifiedUser,
    done: SecretDigest,
    typed: &Parameters,
) -> Result<Passed, FactorNotice> {
    let attempt = Attempt::read(provider, realm, user, typed).await?;
    let now = provider.clock.now();
    let key = format!("second-factor {}", user.id);
    let retry_after = provider.database.count_attempt(&realm.name, &key, FREE_ATTEMPTS, now).await?;
    if retry_after > 0 {
        let (by, reason) = ("second_factor", "maxretries");
        tracing::warn!(event = "authn_login_lock", realm = %realm.name, user = user.id, by, reason, retry_after);
        return Err(Refusal::Throttled { retry_after }.into());
    }
    let mut enrolled = provider.enrolled(user.id, provider.database.factors(user.id).await?)?;
    let passed = match attempt {
        Attempt::Code(code) => enrolled.check(&code, now),
        Attempt::Passkey(pending, response) => {
            check_passkey(provider, &mut enrolled, pending, &response, now)
        }
    };
    let passed = passed.inspect_err(|refusal| {
        tracing::warn!(event = "authn_factor_fail", realm = %realm.name, user = user.id, %refusal);
    })?;
    if !provider.database.use_up(done, user.id, &passed, now).await? {
        return Err(used_meanwhile(&passed).into());
    }
    provider.database.forget_attempts(&realm.name, &key).await?;
    tracing::info!(event = "authn_factor_success", realm = %realm.name, user = user.id, factor = ?passed.factor());
    Ok(passed)
}

/// What somebody brought. To mistype so that it is no code at all is no guess.
enum Attempt {
    Code(TypedCode),
    Passkey(PendingSignIn, String),
}

impl Attempt {
    async fn read(
        provider: &Provider,
        realm: &Realm,
        user: VerifiedUser,
        typed: &Parameters,
    ) -> Result<Self, FactorNotice> {
        let Some(credential) = typed.get("credential") else {
            let code = typed.get("code").unwrap_or_default().parse();
            return code.map(Self::Code).map_err(|_| FactorNotice::NoCode);
        };
        let pending = ceremony::take(provider, realm, Some(user.id), Purpose::SecondFactor, typed).await?;
        let pending = pending.ok_or(FactorRefusal::Passkey(PasskeyRefusal::WrongChallenge))?;
        Ok(Self::Passkey(pending, credential.to_owned()))
    }
}

fn check_passkey(
    provider: &Provider,
    enrolled: &mut Enrolled,
    pending: PendingSignIn,
    response: &str,
    now: i64,
) -> Result<Passed, FactorRefusal> {
    let relying_party = provider.relying_party.as_ref().ok_or(PasskeyRefusal::Unknown)?;
    enrolled.check_passkey(relying_party, pending, response, now)
}

/// Somebody was quicker with the same one.
const fn used_meanwhile(passed: &Passed) -> FactorRefusal {
    match passed {
        Passed::Totp(_) => FactorRefusal::Totp(TotpRefusal::Used),
        Passed::RecoveryCode(_) => FactorRefusal::RecoveryCode(RecoveryRefusal::Used),
        Passed::Passkey(_) => FactorRefusal::Passkey(PasskeyRefusal::Unknown),
    }
}

/// The password is not done, or was done too long ago, or in another browser.
fn start_again(realm: &Realm, cookies: CookieJar, question: &Parameters) -> Response {
    let step: Redirect = on_to("sign-in", realm, question);
    (cookies.add(password_done::forget()), step).into_response()
}

async fn page(
    provider: &Provider,
    realm: &Realm,
    cookies: CookieJar,
    destination: &Destination<'_>,
    question: &Parameters,
    user: VerifiedUser,
    notice: Option<FactorNotice>,
) -> Response {
    let asked = async {
        let enrolled = provider.enrolled(user.id, provider.database.factors(user.id).await?)?;
        let passkey = begin_passkey(provider, realm, user, &enrolled).await?;
        Ok::<_, Refusal>((enrolled.challenge(), passkey))
    };
    let (challenge, passkey) = match asked.await {
        Ok(asked) => asked,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    // The last factor was removed in another tab: the version of the credentials has changed, and the note is void.
    let Challenge::Asked { first, others } = challenge else {
        return start_again(realm, cookies, question);
    };
    let (cookies, anti_forgery) =
        provider.anti_forgery_key.vouch(&realm.name, Form::SecondFactor, cookies, &*provider.random);
    let page = pages::second_factor(&SecondFactorForm {
        destination,
        action: format!("{}?{}", realm.path("second-factor"), question.encoded()),
        start_again: format!("{}?{}", realm.path("sign-in"), question.encoded()),
        anti_forgery,
        first,
        others,
        passkey,
        notice,
    });
    (cookies, page).into_response()
}

async fn begin_passkey(
    provider: &Provider,
    realm: &Realm,
    user: VerifiedUser,
    enrolled: &Enrolled,
) -> Result<Option<PasskeyQuestion>, Refusal> {
    let Some(relying_party) = &provider.relying_party else { return Ok(None) };
    if enrolled.passkeys.is_empty() {
        return Ok(None);
    }
    let begun = relying_party.begin_second_factor(&enrolled.passkeys, provider.clock.now());
    let begun = begun.map_err(|error| {
        tracing::error!(%error, user = user.id, "a stored passkey");
        Refusal::Unavailable
    })?;
    let (purpose, expires_at) = (Purpose::SecondFactor, begun.pending.expires_at());
    let handle = ceremony::begin(provider, realm, Some(user.id), purpose, &begun.pending, expires_at).await?;
    Ok(Some(PasskeyQuestion { handle, options: begun.options }))
}
