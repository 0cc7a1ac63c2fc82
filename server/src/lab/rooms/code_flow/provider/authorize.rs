//! `GET /provider/{sandbox}/authorize`: a client's question. Whoever is signed in goes straight back with the answer, for
//! there is nothing to consent to here.

use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::{Refusal, SandboxId, UserId};
use lab::Mark;
use lab::rooms::code_flow::{self, AuthorizationRequest, CodeFlowRoom, Refused, ResponseType};
use reqwest::Url;
use serde::Deserialize;

use crate::LabRooms;
use crate::http::{Problem, problem};
use crate::lab::Remark;
use crate::lab::rooms::code_flow::{AT_PROVIDER, registration, switched_on};
use crate::lab::rooms::named_sandbox::named_sandbox;
use crate::lab::rooms::return_to::return_to;

/// The lab's plumbing: where a browser goes whose question is refused.
#[derive(Deserialize)]
pub(in crate::lab::rooms::code_flow) struct WayBack {
    return_to: Option<String>,
}

/// Answers, or says why not; to the browser, for an address that is not the client's gets no answer.
pub(in crate::lab::rooms::code_flow) async fn authorize(
    State(rooms): State<LabRooms>,
    Path(sandbox): Path<String>,
    headers: HeaderMap,
    asked: Result<Query<AuthorizationRequest>, QueryRejection>,
    way_back: Result<Query<WayBack>, QueryRejection>,
) -> Result<Response, Problem> {
    let sandbox = named_sandbox(&rooms, &sandbox).await?;
    let Query(request) = asked.map_err(|_| Refusal::Malformed)?;
    let on = switched_on(&rooms, &sandbox).await?;
    if let Err(refused) = CodeFlowRoom::check(&registration(&rooms), &request, &on) {
        let way_back = way_back.ok().and_then(|Query(way_back)| way_back.return_to);
        return Ok(refuse(&rooms, &sandbox, refused, way_back));
    }
    let cookie = AT_PROVIDER.read(&headers)?;
    let now = rooms.house.clock.now();
    let user =
        rooms.vulnerable.code_flow.user_at_provider(&sandbox, cookie, now).ok_or(Refusal::Unauthorized)?;
    answer(&rooms, &sandbox, user, &request).map_err(Problem)
}

fn refuse(rooms: &LabRooms, sandbox: &SandboxId, refused: Refused, way_back: Option<String>) -> Response {
    rooms.vulnerable.code_flow.note_refusal(sandbox, refused, rooms.house.clock.now());
    let remark = Remark { note: refused.words().to_owned(), mark: Mark::Stopped };
    let answer = way_back.and_then(|address| return_to(rooms, &address));
    let answer = answer.unwrap_or_else(|| problem(StatusCode::BAD_REQUEST, refused.words()));
    (Extension(remark), answer).into_response()
}

/// 303 to where the answer goes, with the answer.
fn answer(
    rooms: &LabRooms,
    sandbox: &SandboxId,
    user: UserId,
    request: &AuthorizationRequest,
) -> Result<Response, Refusal> {
    let house = &rooms.house;
    let mut address: Url = request.redirect_uri.parse().map_err(|_| Refusal::Malformed)?;
    let state = request.state.iter().map(|state| ("state", state.as_str()));
    match request.response_type {
        ResponseType::Code => {
            let (random, now) = (&*house.random, house.clock.now());
            let code = rooms.vulnerable.code_flow.grant(sandbox, user, request, random, now);
            address.query_pairs_mut().append_pair("code", &code).extend_pairs(state);
        }
        ResponseType::IdToken => {
            let issuer = registration(rooms).issuer(sandbox);
            let id_token = code_flow::issue(house, issuer, user, request.nonce.clone())?;
            let fields: Vec<_> = [("id_token", id_token.as_str())].into_iter().chain(state).collect();
            address.set_fragment(serde_urlencoded::to_string(fields).ok().as_deref());
        }
    }
    let remark = remark(rooms, &address, request.response_type);
    let location = HeaderValue::try_from(address.as_str()).map_err(|_| Refusal::Malformed)?;
    Ok((StatusCode::SEE_OTHER, Extension(remark), [(header::LOCATION, location)]).into_response())
}

/// Where it went.
fn remark(rooms: &LabRooms, address: &Url, response_type: ResponseType) -> Remark {
    let what = match response_type {
        ResponseType::Code => "a code",
        ResponseType::IdToken => "an ID token",
    };
    if address.origin().ascii_serialization() == rooms.origin.to_string() {
        return Remark { note: format!("{what}, to the client"), mark: Mark::Plain };
    }
    let host = address.host_str().unwrap_or_default();
    Remark { note: format!("{what}, to {host}"), mark: Mark::Stolen }
}
