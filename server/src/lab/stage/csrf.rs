//! `GET /stage/csrf?same_site=…`: Alice signs in to the room `csrf` and makes three transfers of her own, by its own forms.
//! They are the control: what an attacker's page sends differs from them in where it comes from and what it cannot know.

use authn::READY_ACCOUNTS;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use domain::Refusal;
use lab::rooms::csrf::SameSite;
use leptos::prelude::*;
use serde::Deserialize;

use crate::http::Problem;

#[derive(Deserialize)]
pub(super) struct Parameters {
    same_site: SameSite,
}

pub(super) async fn page(parameters: Result<Query<Parameters>, QueryRejection>) -> Result<Response, Problem> {
    let Query(Parameters { same_site }) = parameters.map_err(|_| Refusal::NotFound)?;
    let alice = READY_ACCOUNTS[0];
    let line = view! {
        <p role="status" id="status" data-email=alice.email data-password=alice.password data-same-site=same_site.slug()>
            "Nobody is signed in here."
        </p>
    };
    Ok(super::page("Alice’s bank", line, "/stage/files/csrf.js"))
}
