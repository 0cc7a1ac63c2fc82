//! The provider's own sign-in: the one place where a password is typed. No client sees it, and none of their scripts can
//! read this page: it is another origin.
//!
//! Its steps: a form (which carries the client's question along) → the password → the second factor, for whoever has set
//! one up → a session → back to the client. Or, in place of the first two, a passkey. No client takes part in any of it:
//! what is asked for here is asked for at all of them.

mod anti_forgery;
pub(crate) mod ceremony;
mod destination;
mod passkey;
pub(crate) mod password;
mod password_done;
mod proof;
mod second_factor;
mod session;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts as _, Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::{Password, Refusal};

pub(crate) use anti_forgery::{AntiForgeryKey, Form};
pub(crate) use destination::{Destination, TO_THE_ACCOUNT};
pub(crate) use passkey::{ask_for_passkey, sign_in_with_passkey};
pub(crate) use password::VerifiedUser;
pub(crate) use proof::Proof;
pub(crate) use second_factor::{ask_for_second_factor, check_second_factor};
pub(crate) use session::{current_session, sign_out_cookie};

use crate::Provider;
use crate::authorization::{refuse, send_code};
use crate::pages::{self, Notice, Problem, SignInForm};
use crate::parameters::Parameters;
use crate::realm::Realm;

/// A form that was sent, of a step of the sign-in: what stands in its address, and what was typed.
pub(crate) struct Sent {
    question: Parameters,
    typed: Parameters,
    address: SocketAddr,
}

/// Shows the form, with the client's question in its address.
pub(crate) fn show_form(
    provider: &Provider,
    realm: &Realm,
    cookies: CookieJar,
    destination: &Destination<'_>,
    question: &Parameters,
) -> Response {
    form(provider, realm, cookies, destination, question, None)
}

/// `GET …/sign-in?<where to>`: the form, for whoever comes without a client.
pub(crate) async fn sign_in_form(
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    cookies: CookieJar,
    question: Parameters,
) -> Response {
    let destination = match Destination::of(&provider, &question) {
        Ok(destination) => destination,
        Err(refused) => return refuse(&realm, refused),
    };
    let notice = match current_session(&provider, &realm, &cookies).await {
        Ok(Some(_)) if matches!(destination, Destination::Account) => Some(Notice::OnceMore),
        Ok(_) => None,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    form(&provider, &realm, cookies, &destination, &question, notice)
}

/// `POST …/sign-in?<where to>`: checks the password.
pub(crate) async fn sign_in(
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    cookies: CookieJar,
    request: Request,
) -> Response {
    let Some(sent) = Sent::read(&provider, request).await else {
        return Problem(Refusal::Malformed).into_response();
    };
    let (question, typed) = (&sent.question, &sent.typed);
    // The address bar is the user's to change: the question is read as if it had just arrived.
    let destination = match Destination::of(&provider, question) {
        Ok(destination) => destination,
        Err(refused) => return refuse(&realm, refused),
    };
    if !provider.anti_forgery_key.vouches_for(&realm.name, Form::SignIn, &cookies, typed) {
        return form(&provider, &realm, cookies, &destination, question, Some(Notice::OldForm));
    }
    let email = typed.get("email").unwrap_or_default();
    let password = Password::new(typed.get("password").unwrap_or_default().to_owned());

    let user = match password::verify(&provider, &realm, sent.address.ip(), email, &password).await {
        Ok(user) => user,
        Err(refusal) => {
            let notice = Some(Notice::Refused(email, refusal));
            return form(&provider, &realm, cookies, &destination, question, notice);
        }
    };
    // #region the second factor
    match second_factor::is_asked_of(&provider, user).await {
        Ok(true) => match password_done::note(&provider, user).await {
            Ok(cookie) => (cookies.add(cookie), on_to("second-factor", &realm, question)).into_response(),
            Err(error) => Problem(error.into()).into_response(),
        },
        Ok(false) => finish(&provider, &realm, cookies, &destination, user, Proof::Password).await,
        Err(refusal) => Problem(refusal).into_response(),
    }
    // #endregion the second factor
}

/// The end of every sign-in: a session, and on to where it leads.
async fn finish(
    provider: &Provider,
    realm: &Realm,
    cookies: CookieJar,
    destination: &Destination<'_>,
    user: VerifiedUser,
    proof: Proof,
) -> Response {
    let signed_in = session::begin(provider, realm, &cookies, user, proof).await;
    let (session, cookie) = match signed_in {
        Ok(signed_in) => signed_in,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    let answer = match destination {
        Destination::Client(request) => send_code(provider, realm, request, &session)
            .await
            .unwrap_or_else(|refusal| Problem(refusal).into_response()),
        Destination::Account => Redirect::to(&realm.path("account")).into_response(),
    };
    (cookies.add(cookie), answer).into_response()
}

/// 303 to another step of the same sign-in.
fn on_to(step: &str, realm: &Realm, question: &Parameters) -> Redirect {
    Redirect::to(&format!("{}?{}", realm.path(step), question.encoded()))
}

fn form(
    provider: &Provider,
    realm: &Realm,
    cookies: CookieJar,
    destination: &Destination<'_>,
    question: &Parameters,
    notice: Option<Notice<'_>>,
) -> Response {
    let (cookies, anti_forgery) =
        provider.anti_forgery_key.vouch(&realm.name, Form::SignIn, cookies, &*provider.random);
    let address = |step: &str| format!("{}?{}", realm.path(step), question.encoded());
    let page = pages::sign_in(&SignInForm {
        destination,
        action: address("sign-in"),
        passkey_action: provider.relying_party.is_some().then(|| address("passkey")),
        anti_forgery,
        notice,
    });
    (cookies, page).into_response()
}

impl Sent {
    async fn read(provider: &Arc<Provider>, request: Request) -> Option<Self> {
        let (mut parts, body) = request.into_parts();
        let address = ConnectInfo::<SocketAddr>::from_request_parts(&mut parts, provider).await;
        let ConnectInfo(address) = address.ok()?;
        let question = Parameters::of_query(&mut parts, provider).await.ok()?;
        let typed = Parameters::of_form(Request::from_parts(parts, body), provider).await.ok()?;
        Some(Self { question, typed, address })
    }
}
