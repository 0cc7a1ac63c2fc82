//! Deliberate flaw, `login_takes_any_origin` (claim P3): whichever page sends the credentials, the browser that showed it
//! is signed in with them. The credentials are right; only the person is wrong.
//!
//! Two switches mend it: the Origin check, and the anti-forgery token of a form that this very browser was given (but see
//! `form.rs` for a neighbour whom the token does not keep out).

use authn::{Credentials, Visitor, check_credentials};
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use domain::{Password, Refusal, SandboxId, UserId};
use lab::Defence;
use lab::rooms::login_csrf::{Attempt, Refused};
use serde::Deserialize;
use serde_json::{Value, json};

use super::cookies;
use super::mallory::ensure_mallory;
use crate::LabRooms;
use crate::http::{Problem, problem, would_refuse_cross_origin};
use crate::lab::Remark;
use crate::lab::rooms::named_sandbox::named_sandbox;
use crate::lab::rooms::return_to::return_to;

/// What the form says. The sandbox and the way back are the lab's plumbing.
#[derive(Deserialize)]
pub(super) struct LogInForm {
    email: String,
    password: Password,
    anti_forgery_token: Option<String>,
    sandbox: Option<String>,
    return_to: Option<String>,
}

/// Signs in, unless a switch that is on speaks against it; says so, or leads the browser to where it was to return.
pub(super) async fn log_in(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    (method, uri, headers): (Method, Uri, HeaderMap),
    form: Result<Form<LogInForm>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(form) = form.map_err(|_| Refusal::Malformed)?;
    let sandbox = match &form.sandbox {
        Some(name) => named_sandbox(&rooms, name).await?,
        None => visitor.home(),
    };
    ensure_mallory(&rooms.house, &sandbox).await?;
    let from_another_origin = would_refuse_cross_origin(&method, &uri, &headers).await;
    let visitor = Visitor { sandbox: Some(sandbox.clone()), ..visitor };
    let signed_in = match refused(&rooms, &sandbox, &headers, &form, from_another_origin).await? {
        Some(refused) => Err(refused),
        None => check(&rooms, &visitor, &form).await?,
    };
    note(&rooms, &sandbox, &headers, signed_in.err());
    let refused = signed_in.err().map(Refused::words);
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let remark = Extension(Remark::on_attempt(site, "signed in", refused));

    let house = &rooms.house;
    let answer = form.return_to.and_then(|address| return_to(&rooms, &address));
    let answered = match signed_in {
        Ok(user) => {
            let id = rooms.vulnerable.login_csrf.sign_in(&sandbox, user, &*house.random, house.clock.now());
            let said = || Json(json!({ "message": "User logged in" })).into_response();
            (cookies::set_session(&id), answer.unwrap_or_else(said)).into_response()
        }
        Err(refused) => answer.unwrap_or_else(|| refuse(refused)),
    };
    Ok((remark, answered).into_response())
}

// #region sign-in switches
/// What the switches that are on say.
async fn refused(
    rooms: &LabRooms,
    sandbox: &SandboxId,
    headers: &HeaderMap,
    form: &LogInForm,
    from_another_origin: bool,
) -> Result<Option<Refused>, Refusal> {
    let switched_on = rooms.lab.store.defences(sandbox).await?;
    if switched_on.contains(&Defence::OriginCheck) && from_another_origin {
        return Ok(Some(Refused::AnotherOrigin));
    }
    let now = rooms.house.clock.now();
    let given = cookies::form(headers).zip(form.anti_forgery_token.as_deref());
    let known = given.is_some_and(|(cookie, anti_forgery_token)| {
        rooms.vulnerable.login_csrf.knows_form(sandbox, cookie, anti_forgery_token, now)
    });
    let demanded = switched_on.contains(&Defence::AntiForgeryToken);
    Ok((demanded && !known).then_some(Refused::NoToken))
}
// #endregion sign-in switches

async fn check(
    rooms: &LabRooms,
    visitor: &Visitor,
    form: &LogInForm,
) -> Result<Result<UserId, Refused>, Refusal> {
    let credentials = Credentials::parse(&form.email, form.password.clone());
    let checked = match credentials {
        Ok(credentials) => check_credentials(&rooms.house, visitor, &credentials).await,
        Err(refusal) => Err(refusal),
    };
    match checked {
        Ok(stored) => Ok(Ok(stored.user.id)),
        Err(Refusal::InvalidCredentials) => Ok(Err(Refused::Credentials)),
        // A throttle, or a machine that is busy, is no verdict on the request.
        Err(refusal) => Err(refusal),
    }
}

fn note(rooms: &LabRooms, sandbox: &SandboxId, headers: &HeaderMap, refused: Option<Refused>) {
    let named = |name: HeaderName| {
        let value = headers.get(name).and_then(|value| value.to_str().ok())?;
        Some(value.chars().take(100).collect())
    };
    let attempt = Attempt {
        number: 0,
        at: rooms.house.clock.now(),
        origin: named(header::ORIGIN),
        sec_fetch_site: named(HeaderName::from_static("sec-fetch-site")),
        form_cookie: cookies::form(headers).is_some(),
        refused,
    };
    rooms.vulnerable.login_csrf.note_attempt(sandbox, attempt);
}

fn refuse(refused: Refused) -> Response {
    match refused {
        Refused::AnotherOrigin => problem(StatusCode::FORBIDDEN, "This came from another origin’s page."),
        Refused::NoToken => {
            problem(StatusCode::FORBIDDEN, "The form’s anti-forgery token is missing or wrong.")
        }
        Refused::Credentials => Problem(Refusal::InvalidCredentials).into_response(),
    }
}

/// `GET /attempts`: every sign-in that reached the server in this sandbox, and what became of it.
pub(super) async fn attempts(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
) -> Json<Value> {
    let attempts = rooms.vulnerable.login_csrf.attempts(&visitor.home(), rooms.house.clock.now());
    Json(json!({ "attempts": attempts }))
}
