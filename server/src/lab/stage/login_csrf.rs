//! `GET /stage/login-csrf`: Alice signs in to the room `login-csrf`, by its own form. With `?write=…` she writes that down
//! instead, in whosever account her browser is signed in to.

use authn::READY_ACCOUNTS;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use domain::Refusal;
use leptos::prelude::*;
use serde::Deserialize;

use crate::http::Problem;

#[derive(Deserialize)]
pub(super) struct Parameters {
    write: Option<String>,
}

pub(super) async fn page(parameters: Result<Query<Parameters>, QueryRejection>) -> Result<Response, Problem> {
    let Query(Parameters { write }) = parameters.map_err(|_| Refusal::NotFound)?;
    let alice = READY_ACCOUNTS[0];
    let line = view! {
        <p role="status" id="status" data-email=alice.email data-password=alice.password data-write=write>
            "Nothing was done here."
        </p>
    };
    Ok(super::page("Alice’s notes", line, "/stage/files/login_csrf.js"))
}
