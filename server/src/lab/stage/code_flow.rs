//! `GET /stage/code-flow`: Alice signs in at the careless client of the room `code-flow`, by way of its provider. With
//! `?response_type=id_token` she does so as at a token door. With `?act=…` a script looks round, or tidies up.

use authn::{READY_ACCOUNTS, Visitor};
use axum::Extension;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use domain::Refusal;
use lab::rooms::code_flow::ResponseType;
use leptos::prelude::*;
use serde::Deserialize;

use crate::http::Problem;

#[derive(Deserialize)]
pub(super) struct Parameters {
    response_type: Option<ResponseType>,
    act: Option<Act>,
}

/// What is done here instead of signing in.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Act {
    /// Looks for tokens where every script of this origin can.
    Look,
    /// Throws them away.
    Forget,
}

pub(super) async fn page(
    Extension(visitor): Extension<Visitor>,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(Parameters { response_type, act }) = parameters.map_err(|_| Refusal::NotFound)?;
    let alice = READY_ACCOUNTS[0];
    let response_type = match response_type {
        Some(ResponseType::IdToken) => "id_token",
        Some(ResponseType::Code) | None => "code",
    };
    let act = match act {
        Some(Act::Look) => "look",
        Some(Act::Forget) => "forget",
        None => "sign-in",
    };
    let line = view! {
        <p role="status" id="status" data-email=alice.email data-password=alice.password data-act=act
            data-sandbox=visitor.home().to_string() data-response-type=response_type>
            "Nothing was done here."
        </p>
    };
    Ok(super::page("The client", line, "/stage/files/code_flow.js"))
}
