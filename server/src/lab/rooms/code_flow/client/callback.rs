//! `GET /callback`: a browser is back from the provider, or led here by somebody else's link.

use authn::Visitor;
use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::Refusal;
use lab::rooms::code_flow::{CodeFlowRoom, Refused};
use serde::Deserialize;

use super::finish::{Finished, attempt, finish};
use super::id_token_in_the_fragment::landing;
use super::trade_in::trade_in;
use crate::LabRooms;
use crate::http::Problem;
use crate::lab::Onward;
use crate::lab::rooms::code_flow::switched_on;

/// The answer; where to go afterwards is the lab's plumbing.
#[derive(Deserialize)]
pub(in crate::lab::rooms::code_flow) struct Answer {
    code: Option<String>,
    state: Option<String>,
    return_to: Option<String>,
}

/// Takes the answer. One without a code may stand in the fragment, which browsers keep to themselves.
pub(in crate::lab::rooms::code_flow) async fn callback(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    answer: Result<Query<Answer>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(answer) = answer.map_err(|_| Refusal::Malformed)?;
    let Some(code) = answer.code else { return Ok(landing()) };
    let sandbox = visitor.home();
    let on = switched_on(&rooms, &sandbox).await?;
    let attempt = attempt(&rooms, &sandbox, &headers);
    let mut onward = None;
    let own = CodeFlowRoom::is_answer_to(attempt.as_ref(), answer.state.as_deref(), &on);
    let id_token = if let Err(refused) = own {
        Err(refused)
    } else {
        let (id_token, event) = trade_in(&rooms, &sandbox, &code, attempt.as_ref(), &on).await?;
        onward = Some(event);
        id_token.ok_or(Refused::NoTokens)
    };
    let finished = Finished { sandbox, attempt, id_token, switched_on: on };
    let mut response = finish(&rooms, &headers, finished, answer.return_to).await?;
    if let Some(event) = onward {
        response.extensions_mut().insert(Onward(event));
    }
    Ok(response)
}
