//! Whoever the ID token is about is signed in, whichever way it came.

use axum::Extension;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::{Refusal, SandboxId, User};
use lab::Defence;
use lab::rooms::CookieValue;
use lab::rooms::code_flow::{Attempt, CodeFlowRoom, Refused, read};

use crate::LabRooms;
use crate::http::{Problem, problem};
use crate::lab::Remark;
use crate::lab::rooms::code_flow::{AT_CLIENT, ATTEMPT, registration};
use crate::lab::rooms::return_to::return_to;

const ACCOUNT: HeaderValue = HeaderValue::from_static("/api/lab/rooms/code-flow/account");

/// A sign-in that came to its end, one way or the other.
pub(super) struct Finished {
    pub(super) sandbox: SandboxId,
    pub(super) attempt: Option<Attempt>,
    pub(super) id_token: Result<String, Refused>,
    pub(super) switched_on: Vec<Defence>,
}

/// The attempt that this browser has begun, if it has. It is over now.
pub(super) fn attempt(rooms: &LabRooms, sandbox: &SandboxId, headers: &HeaderMap) -> Option<Attempt> {
    let cookie = ATTEMPT.read(headers).ok()?;
    rooms.vulnerable.code_flow.take_attempt(sandbox, cookie, rooms.house.clock.now())
}

/// Signs in, or says why not.
pub(super) async fn finish(
    rooms: &LabRooms,
    headers: &HeaderMap,
    finished: Finished,
    way_back: Option<String>,
) -> Result<Response, Problem> {
    let (house, now) = (&rooms.house, rooms.house.clock.now());
    let believed = believe(rooms, &finished).await?;
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let answer = way_back.and_then(|address| return_to(rooms, &address));
    let mut response = match &believed {
        Ok(user) => {
            let id = rooms.vulnerable.code_flow.sign_in(&finished.sandbox, user.id, &*house.random, now);
            let onward = || (StatusCode::SEE_OTHER, [(header::LOCATION, ACCOUNT)]).into_response();
            (AT_CLIENT.set(&CookieValue::new(id)), answer.unwrap_or_else(onward)).into_response()
        }
        Err(refused) => {
            rooms.vulnerable.code_flow.note_refusal(&finished.sandbox, *refused, now);
            answer.unwrap_or_else(|| problem(StatusCode::FORBIDDEN, refused.words()))
        }
    };
    for (name, value) in ATTEMPT.remove() {
        response.headers_mut().append(name, value);
    }
    // A program says nothing of where a request comes from, and what it did shows in what it gets next.
    let done = believed.as_ref().map_or(String::new(), |user| format!("signed in as {}", user.name));
    let remark = site.map(|site| Remark::on_attempt(Some(site), &done, believed.err().map(Refused::words)));
    Ok(match remark {
        Some(remark) => (Extension(remark), response).into_response(),
        None => response,
    })
}

/// Whom the ID token is about, if it is believed.
async fn believe(rooms: &LabRooms, finished: &Finished) -> Result<Result<User, Refused>, Refusal> {
    let id_token = match &finished.id_token {
        Ok(id_token) => id_token,
        Err(refused) => return Ok(Err(*refused)),
    };
    let issuer = registration(rooms).issuer(&finished.sandbox);
    let Some(claims) = read(&rooms.house, &issuer, id_token) else { return Ok(Err(Refused::IdToken)) };
    if let Err(refused) = CodeFlowRoom::is_made_for(finished.attempt.as_ref(), &claims, &finished.switched_on)
    {
        return Ok(Err(refused));
    }
    Ok(rooms.house.store.find_user(claims.sub.0).await?.ok_or(Refused::IdToken))
}
