//! Cross-site request forgery (claim T15): a page that makes its visitor's browser ask for one transfer after another, in
//! every way that a page can.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use lab::rooms::csrf::{Checks, SameSite};
use leptos::prelude::*;
use serde::Deserialize;

use super::lure::Lure;
use super::{attacking_policy, script};
use crate::http::host;
use crate::parties::attacker::Attacker;
use crate::parties::attacker::page::document;

/// Of the whole matrix one variant alone, if one is named.
#[derive(Deserialize)]
pub(in crate::parties::attacker) struct Variant {
    same_site: Option<SameSite>,
    checks: Option<Checks>,
}

/// `GET /campaigns/{campaign}/csrf?sandbox=…&done=…[&same_site=…][&checks=…]`: the page.
pub(in crate::parties::attacker) async fn csrf(
    State(attacker): State<Arc<Attacker>>,
    Lure { campaign, sandbox, done, asked: variant }: Lure<Variant>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let room = format!("{}/api/lab/rooms/csrf/{}/transfer", attacker.victim, sandbox);
    let (same_site, checks) = (variant.same_site.map(SameSite::slug), variant.checks.map(Checks::slug));
    let sandbox = sandbox.to_string();
    let collect = format!("/collect/{campaign}");
    let from = neighbourhood(&attacker, &headers, &uri);
    let page = document(
        "Win a prize",
        view! {
            <h1>"Win a prize"</h1>
            <p>
                "While you read this, your browser sends requests to "
                {attacker.victim.to_string()}
                ". This page cannot see your cookies. It need not: the browser adds them by itself, wherever it may."
            </p>
            <p role="status" id="progress" data-room=room data-collect=collect data-from=from data-done=done
                data-sandbox=sandbox data-same-site=same_site data-checks=checks>
                "It takes a script, and yours are switched off. Nothing was sent."
            </p>
            <script src="/csrf.js"></script>
        },
    );
    (attacking_policy(&attacker), page).into_response()
}

/// From where this page attacks: by the one name it is another site than the victim's, by the other the same.
fn neighbourhood(attacker: &Attacker, headers: &HeaderMap, uri: &Uri) -> &'static str {
    let same_site = attacker.here.called(attacker.victim.host()).authority();
    if host(headers, uri) == Some(same_site) { "same-site" } else { "cross-site" }
}

/// `GET /csrf.js`: its script.
pub(in crate::parties::attacker) async fn csrf_script() -> impl IntoResponse {
    script(include_str!("csrf.js"))
}
