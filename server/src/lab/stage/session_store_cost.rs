//! `GET /stage/session-store-cost?act=measure|try-again`: Alice asks for her profile in four ways, over and over, a block of each
//! in turns (ABBA); or once more in each, after she has signed out. She is signed in at both doors already.

use authn::READY_ACCOUNTS;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use domain::Refusal;
use leptos::prelude::*;
use serde::Deserialize;

use crate::http::Problem;

/// Requests of one way without a pause for the others.
pub(crate) const BLOCK: usize = 10;
/// Blocks of each way. Every other round runs backwards.
pub(crate) const ROUNDS: usize = 10;

#[derive(Deserialize)]
pub(super) struct Parameters {
    act: Act,
}

/// What is done.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Act {
    /// Asks over and over.
    Measure,
    /// Signs out where a token is given back, and asks once more.
    TryAgain,
}

pub(super) async fn page(parameters: Result<Query<Parameters>, QueryRejection>) -> Result<Response, Problem> {
    let Query(Parameters { act }) = parameters.map_err(|_| Refusal::NotFound)?;
    let alice = READY_ACCOUNTS[0];
    let act = match act {
        Act::Measure => "measure",
        Act::TryAgain => "try-again",
    };
    let line = view! {
        <p role="status" id="status" data-email=alice.email data-password=alice.password data-act=act
            data-block=BLOCK.to_string() data-rounds=ROUNDS.to_string()>
            "Nothing was asked here."
        </p>
    };
    Ok(super::page("Alice’s profile", line, "/stage/files/session_store_cost.js"))
}
