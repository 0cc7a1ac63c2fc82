//! `GET /account`: whom the client takes its visitor for.

use authn::Visitor;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use domain::Refusal;
use lab::Mark;
use lab::rooms::login_csrf::MALLORY;
use leptos::prelude::*;

use crate::LabRooms;
use crate::http::Problem;
use crate::lab::Remark;
use crate::lab::document::document;
use crate::lab::rooms::code_flow::AT_CLIENT;

/// What the page may do: nothing, and be shown in a page of ours.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
);

/// The page.
pub(in crate::lab::rooms::code_flow) async fn account(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (sandbox, now) = (visitor.home(), rooms.house.clock.now());
    let cookie = AT_CLIENT.read(&headers)?;
    let user = rooms.vulnerable.code_flow.user(&sandbox, cookie, now).ok_or(Refusal::Unauthorized)?;
    let user = rooms.house.store.find_user(user).await.map_err(Refusal::from)?;
    let user = user.ok_or(Refusal::Unauthorized)?;
    rooms.vulnerable.code_flow.note_shown(&sandbox, user.id, now);
    // Mallory's account in a browser with a window is in the wrong window.
    let mark = if user.email.as_str() == MALLORY.email { Mark::Stolen } else { Mark::Plain };
    let remark = Remark { note: format!("{}’s account", user.name), mark };
    let remark = headers.contains_key("sec-fetch-site").then_some(Extension(remark));
    let body = view! {
        <p>"This is the account of " <strong>{user.name.to_string()}</strong> ", " {user.email.to_string()} "."</p>
    };
    let page = document("The client", Some("/stage/files/stage.css"), body);
    let response = ([(header::CONTENT_SECURITY_POLICY, POLICY)], page).into_response();
    Ok(match remark {
        Some(remark) => (remark, response).into_response(),
        None => response,
    })
}
