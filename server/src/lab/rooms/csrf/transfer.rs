//! Deliberate flaws, `missing_origin_check` and `state_changes_on_get` (claim T15): a transfer is made for whoever's
//! cookie comes along, whichever page made the browser send it; and by GET too, which even the reference's Origin check
//! lets pass, for it trusts that reading changes nothing.

use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use domain::Refusal;
use lab::rooms::csrf::{Carried, Checks, Refused, Said, SameSite};
use serde_json::json;

use super::cookies::room_cookie;
use super::cors::Cors;
use super::parameters::Parameters;
use crate::LabRooms;
use crate::http::{Problem, not_found, problem, would_refuse_cross_origin};
use crate::lab::Remark;
use crate::lab::rooms::named_sandbox::named_sandbox;
use crate::lab::rooms::return_to::return_to;

/// Makes a transfer, if what is looked at allows it, and says so; or leads the browser to where it was to return.
pub(super) async fn transfer(
    State(rooms): State<LabRooms>,
    path: Result<Path<(String, SameSite, Checks, Cors)>, PathRejection>,
    (method, uri, headers): (Method, Uri, HeaderMap),
    body: Bytes,
) -> Result<Response, Problem> {
    let Ok(Path((sandbox, same_site, checks, cors))) = path else { return Ok(not_found()) };
    let sandbox = named_sandbox(&rooms, &sandbox).await?;
    let switched_on = rooms.lab.store.defences(&sandbox).await.map_err(Refusal::from)?;
    let parameters = Parameters::read(&uri, &body);
    let carried = Carried {
        cookie: room_cookie(&headers, same_site),
        anti_forgery_token: parameters.anti_forgery_token.as_deref(),
        from_another_origin: would_refuse_cross_origin(&method, &uri, &headers).await,
    };
    let said = Said {
        nonce: parameters.nonce,
        to: parameters.to,
        method: method.to_string(),
        content_type: named(&headers, header::CONTENT_TYPE),
        origin: named(&headers, header::ORIGIN),
        sec_fetch_site: named(&headers, HeaderName::from_static("sec-fetch-site")),
        sec_fetch_mode: named(&headers, HeaderName::from_static("sec-fetch-mode")),
    };
    let now = rooms.house.clock.now();
    let attempt =
        rooms.vulnerable.csrf.transfer(&sandbox, now, (same_site, checks, &switched_on), said, carried);
    let refused = attempt.refused.map(Refused::words);
    let site = attempt.said.sec_fetch_site.as_deref();
    let remark = Extension(Remark::on_attempt(site, "a transfer was made", refused));
    if let Some(back) = parameters.return_to.and_then(|address| return_to(&rooms, &address)) {
        return Ok((remark, back).into_response());
    }
    let answer = match attempt.refused {
        None => Json(json!({ "message": "Transferred", "to": attempt.said.to })).into_response(),
        Some(refused) => refuse(refused),
    };
    Ok((remark, cors.headers(&rooms, &headers), answer).into_response())
}

fn refuse(refused: Refused) -> Response {
    match refused {
        Refused::Malformed => problem(StatusCode::BAD_REQUEST, "Say to whom, and which attempt this is."),
        Refused::AnotherOrigin => problem(StatusCode::FORBIDDEN, "This came from another origin’s page."),
        Refused::NoSession => problem(StatusCode::UNAUTHORIZED, "Unauthorized"),
        Refused::NoToken => {
            problem(StatusCode::FORBIDDEN, "The form’s anti-forgery token is missing or wrong.")
        }
    }
}

fn named(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}
