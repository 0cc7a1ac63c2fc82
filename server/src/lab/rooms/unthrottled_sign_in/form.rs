//! `GET /form` and `POST /form`: the sign-in as a page sends it. With [`Defence::AntiForgeryToken`] on, each form carries a token
//! that works once, in the browser that was given it; a program that asks for a form first is such a browser (claim P3).

use authn::Visitor;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Form, Json};
use domain::{Password, Refusal};
use lab::Defence;
use lab::rooms::CookieValue;
use lab::rooms::unthrottled_sign_in::SignInForm;
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use super::profile;
use crate::LabRooms;
use crate::http::{Problem, cookie, problem};
use crate::lab::document::document;
use crate::lab::rooms::room_cookie::RoomCookie;

/// Which form a browser was given.
const FORM: RoomCookie = RoomCookie("__Host-lab-guessing-form");

/// Hands out a form.
pub(super) async fn form(State(rooms): State<LabRooms>, Extension(visitor): Extension<Visitor>) -> Response {
    let house = &rooms.house;
    let form = rooms.vulnerable.unthrottled_sign_in.form(&visitor.home(), &*house.random, house.clock.now());
    let page = document(
        "Sign in",
        None,
        view! {
            <form method="post">
                <p><label>"E-mail " <input name="email" type="email" required/></label></p>
                <p><label>"Password " <input name="password" type="password" required/></label></p>
                <input type="hidden" name="anti_forgery_token" value=form.anti_forgery_token/>
                <button type="submit">"Sign in"</button>
            </form>
        },
    );
    (FORM.set(&CookieValue::new(form.id)), page).into_response()
}

/// What the form says.
#[derive(Deserialize)]
pub(super) struct LogInForm {
    email: String,
    password: Password,
    #[serde(default)]
    anti_forgery_token: String,
}

/// Looks at a guess, if it came by a form of ours or nobody asks for that.
pub(super) async fn log_in(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    form: Result<Form<LogInForm>, FormRejection>,
) -> Result<Response, Problem> {
    let Form(LogInForm { email, password, anti_forgery_token }) = form.map_err(|_| Refusal::Malformed)?;
    // #region a form of ours
    let (sandbox, now) = (visitor.home(), rooms.house.clock.now());
    let switched_on = rooms.lab.store.defences(&sandbox).await.map_err(Refusal::from)?;
    let id = cookie(&headers, FORM.0).unwrap_or_default().to_owned();
    let known =
        rooms.vulnerable.unthrottled_sign_in.take_form(&sandbox, &SignInForm { id, anti_forgery_token }, now);
    if switched_on.contains(&Defence::AntiForgeryToken) && !known {
        return Ok(problem(
            StatusCode::FORBIDDEN,
            "This form was not given to this browser, or was used. Load it again.",
        ));
    }
    // #endregion a form of ours
    let profile: Json<Value> = Json(profile(&rooms, &visitor, &email, password).await?);
    Ok(profile.into_response())
}
