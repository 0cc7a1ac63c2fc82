//! The provider's own sign-in: the one place where a password is typed. No client sees it, and none of their scripts can
//! read this page: it is another origin.
//!
//! Its steps: a form (which carries the client's question along) → the password → a session → back to the client.

mod anti_forgery;
mod password;
mod session;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts as _, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use domain::{Password, Refusal};

pub(crate) use anti_forgery::{AntiForgeryKey, Form};
pub(crate) use session::{current_session, sign_out_cookie};

use crate::Provider;
use crate::authorization::{AuthorizationRequest, refuse, send_code};
use crate::pages::{self, Notice, Problem, SignInForm};
use crate::parameters::Parameters;
use crate::realm::Realm;

/// Shows the form, with the client's question in its address.
pub(crate) fn show_form(
    provider: &Provider,
    realm: &Realm,
    cookies: CookieJar,
    request: &AuthorizationRequest<'_>,
    question: &Parameters,
) -> Response {
    form(provider, realm, cookies, request, question, None)
}

/// `POST …/sign-in?<the client's question>`: checks what was typed.
pub(crate) async fn sign_in(
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    cookies: CookieJar,
    body: Request,
) -> Response {
    let (mut parts, body) = body.into_parts();
    let address = ConnectInfo::<SocketAddr>::from_request_parts(&mut parts, &provider).await;
    let (Ok(ConnectInfo(address)), Ok(question)) =
        (address, Parameters::of_query(&mut parts, &provider).await)
    else {
        return Problem(Refusal::Malformed).into_response();
    };
    // The address bar is the user's to change: the question is read as if it had just arrived.
    let request = match AuthorizationRequest::parse(&provider, &question) {
        Ok(request) => request,
        Err(refused) => return refuse(&realm, refused),
    };
    let Ok(typed) = Parameters::of_form(Request::from_parts(parts, body), &provider).await else {
        return Problem(Refusal::Malformed).into_response();
    };
    if !provider.anti_forgery_key.vouches_for(&realm.name, Form::SignIn, &cookies, &typed) {
        return form(&provider, &realm, cookies, &request, &question, Some(Notice::OldForm));
    }
    let email = typed.get("email").unwrap_or_default();
    let password = Password::new(typed.get("password").unwrap_or_default().to_owned());

    let user = match password::verify(&provider, &realm, address.ip(), email, &password).await {
        Ok(user) => user,
        Err(refusal) => {
            let notice = Some(Notice::Refused(email, refusal));
            return form(&provider, &realm, cookies, &request, &question, notice);
        }
    };
    let signed_in = session::begin(&provider, &realm, &cookies, &user).await;
    let (session, cookie) = match signed_in {
        Ok(signed_in) => signed_in,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    let answer = send_code(&provider, &realm, &request, &session).await;
    let answer = answer.unwrap_or_else(|refusal| Problem(refusal).into_response());
    (cookies.add(cookie), answer).into_response()
}

fn form(
    provider: &Provider,
    realm: &Realm,
    cookies: CookieJar,
    request: &AuthorizationRequest<'_>,
    question: &Parameters,
    notice: Option<Notice<'_>>,
) -> Response {
    let (cookies, anti_forgery) =
        provider.anti_forgery_key.vouch(&realm.name, Form::SignIn, cookies, &*provider.random);
    let page = pages::sign_in(&SignInForm {
        client: &request.client.name,
        redirect_uri: request.redirect_uri,
        action: format!("/realms/{}/sign-in?{}", realm.name, question.encoded()),
        email: request.login_hint.unwrap_or_default(),
        anti_forgery,
        notice,
    });
    (cookies, page).into_response()
}
