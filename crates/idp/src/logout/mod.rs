//! Signing out, once for every client: a client sends the browser here (OpenID Connect RP-Initiated Logout 1.0), the
//! session ends with every code and token that it bought, and its clients are told (Back-Channel Logout 1.0).

mod back_channel;
mod hint;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::Refusal;
use futures_util::future::join_all;
use openidconnect::PostLogoutRedirectUrl;
use openidconnect::url::Url;

use crate::Provider;
use crate::database::EndedSession;
use crate::pages::{self, Problem, SignOutForm};
use crate::parameters::Parameters;
use crate::realm::Realm;
use crate::sign_in::{Form, current_session, sign_out_cookie};

/// Where a client wants its user to go afterwards.
struct Destination<'a> {
    address: &'a PostLogoutRedirectUrl,
    state: Option<&'a str>,
}

/// `GET` and `POST …/logout`: with an ID token of this very session the user is signed out at once. A GET changes
/// something here, as the standard has it; only the client has the ID token, so no other page can write that link.
pub(crate) async fn end_session(
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    cookies: CookieJar,
    question: Parameters,
) -> Response {
    let hint = question.get("id_token_hint").and_then(|hint| hint::read(&provider, &realm, hint));
    let client = hint.as_ref().map(|hint| hint.client_id.as_str()).or(question.get("client_id"));
    let destination = match destination(&provider, client, &question) {
        Ok(destination) => destination,
        Err(reason) => return pages::wrong_request(reason),
    };
    let session = match current_session(&provider, &realm, &cookies).await {
        Ok(session) => session,
        Err(refusal) => return Problem(refusal).into_response(),
    };
    match (hint, session) {
        // Nobody is signed in in this browser, or in a POST of another site it did not say: the hint names the session.
        (Some(hint), None) => finish(&provider, &realm, cookies, Some(&hint.sid), destination).await,
        (Some(hint), Some(session)) if hint.sid == session.sid => {
            finish(&provider, &realm, cookies, Some(&session.sid), destination).await
        }
        (None, None) => finish(&provider, &realm, cookies, None, destination).await,
        (_, Some(_)) => ask(&provider, &realm, cookies, &question, destination.as_ref()),
    }
}

/// `POST …/logout/confirm?<the client's question>`: the user meant it.
pub(crate) async fn confirm(
    State(provider): State<Arc<Provider>>,
    realm: Realm,
    cookies: CookieJar,
    request: Request,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(question) = Parameters::of_query(&mut parts, &provider).await else {
        return Problem(Refusal::Malformed).into_response();
    };
    let destination = match destination(&provider, question.get("client_id"), &question) {
        Ok(destination) => destination,
        Err(reason) => return pages::wrong_request(reason),
    };
    let Ok(typed) = Parameters::of_form(Request::from_parts(parts, body), &provider).await else {
        return Problem(Refusal::Malformed).into_response();
    };
    if !provider.anti_forgery_key.vouches_for(&realm.name, Form::SignOut, &cookies, &typed) {
        return ask(&provider, &realm, cookies, &question, destination.as_ref());
    }
    match current_session(&provider, &realm, &cookies).await {
        Ok(session) => {
            let sid = session.map(|session| session.sid);
            finish(&provider, &realm, cookies, sid.as_deref(), destination).await
        }
        Err(refusal) => Problem(refusal).into_response(),
    }
}

/// Ends a session of a realm, if it is there, and tells its clients.
pub(crate) async fn end(provider: &Provider, realm: &Realm, sid: &str) -> Result<(), Refusal> {
    if let Some(ended) = provider.database.end_session(&realm.name, sid).await? {
        tracing::info!(event = "session_expired", realm = %realm.name, sid = ended.sid, reason = "logout");
        back_channel::tell_clients(provider, realm, &ended).await;
    }
    Ok(())
}

/// Tells the clients of sessions that have ended all at once.
pub(crate) async fn tell_all(provider: &Provider, realm: &Realm, ended: &[EndedSession]) {
    join_all(ended.iter().map(|ended| back_channel::tell_clients(provider, realm, ended))).await;
}

async fn finish(
    provider: &Provider,
    realm: &Realm,
    cookies: CookieJar,
    sid: Option<&str>,
    destination: Option<Destination<'_>>,
) -> Response {
    if let Some(sid) = sid
        && let Err(refusal) = end(provider, realm, sid).await
    {
        return Problem(refusal).into_response();
    }
    let answer = match destination {
        Some(destination) => Redirect::to(destination.url().as_str()).into_response(),
        None => pages::signed_out(),
    };
    (cookies.add(sign_out_cookie()), [("clear-site-data", "\"cache\"")], answer).into_response()
}

fn ask(
    provider: &Provider,
    realm: &Realm,
    cookies: CookieJar,
    question: &Parameters,
    destination: Option<&Destination<'_>>,
) -> Response {
    let (cookies, anti_forgery) =
        provider.anti_forgery_key.vouch(&realm.name, Form::SignOut, cookies, &*provider.random);
    let leads_to = destination.map(Destination::url);
    let page = pages::sign_out(&SignOutForm {
        action: format!("/realms/{}/logout/confirm?{}", realm.name, question.encoded()),
        anti_forgery,
        leads_to: leads_to.as_ref(),
    });
    (cookies, page).into_response()
}

/// Where the browser goes afterwards: to an address that the client has registered, character by character, or nowhere.
fn destination<'a>(
    provider: &'a Provider,
    client: Option<&str>,
    question: &'a Parameters,
) -> Result<Option<Destination<'a>>, &'static str> {
    let Some(asked) = question.get("post_logout_redirect_uri") else { return Ok(None) };
    let client = client.and_then(|id| provider.client(id));
    let client = client.ok_or("The application that sent you here is not known to us.")?;
    let address = client.post_logout_redirect_uri(asked).ok_or(
        "The application that sent you here asked us to send you on to an address that it has not registered.",
    )?;
    Ok(Some(Destination { address, state: question.get("state") }))
}

impl Destination<'_> {
    fn url(&self) -> Url {
        let mut url = self.address.url().clone();
        if let Some(state) = self.state {
            url.query_pairs_mut().append_pair("state", state);
        }
        url
    }
}
