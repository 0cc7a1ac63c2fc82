//! Deliberate flaw, `id_token_in_the_fragment` (claim P4): how a token door takes in a provider. The ID token goes to the
//! *page*, in the address, and a script hands it to the server (OpenID Connect Core 1.0 §3.2, the implicit flow).
//!
//! On the way it lies where every script of the page finds it: in `localStorage`, as such a page keeps it, and in the tab's
//! history. RFC 9700 §2.1.2 asks for the code flow instead.

use authn::Visitor;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use lab::rooms::code_flow::CodeFlowRoom;
use leptos::prelude::*;
use serde::Deserialize;

use super::finish::{Finished, attempt, finish};
use crate::LabRooms;
use crate::http::{JsonBody, Problem};
use crate::lab::document::document;
use crate::lab::rooms::code_flow::switched_on;

/// What the page may do: run its own script, ask its own origin, and be shown in a page of ours.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; \
     frame-ancestors 'self'",
);
const JAVASCRIPT: HeaderValue = HeaderValue::from_static("text/javascript; charset=utf-8");

/// The page that the answer comes to: what stands in its fragment, its script alone can read.
pub(super) fn landing() -> Response {
    let body = view! {
        <p role="status" id="status">"Nobody is signed in here."</p>
        <script src="/api/lab/rooms/code-flow/id_token_in_the_fragment.js"></script>
    };
    let page = document("The client", Some("/stage/files/stage.css"), body);
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], page).into_response()
}

/// `GET /id_token_in_the_fragment.js`: its script.
pub(in crate::lab::rooms::code_flow) async fn id_token_in_the_fragment() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, JAVASCRIPT)], include_str!("id_token_in_the_fragment.js"))
}

/// What the script hands over.
#[derive(Deserialize)]
pub(in crate::lab::rooms::code_flow) struct IdTokenBody {
    id_token: String,
    state: Option<String>,
}

/// `POST /id-token`: signs in whoever the ID token is about.
pub(in crate::lab::rooms::code_flow) async fn id_token(
    State(rooms): State<LabRooms>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<IdTokenBody>,
) -> Result<Response, Problem> {
    let sandbox = visitor.home();
    let on = switched_on(&rooms, &sandbox).await?;
    let attempt = attempt(&rooms, &sandbox, &headers);
    let id_token = CodeFlowRoom::is_answer_to(attempt.as_ref(), body.state.as_deref(), &on);
    let id_token = id_token.map(|()| body.id_token);
    finish(&rooms, &headers, Finished { sandbox, attempt, id_token, switched_on: on }, None).await
}
