//! The browser: what any script on this page can read of a door, ours or a thief's.

use domain::Door;
use leptos::either::Either;
use leptos::prelude::*;

use super::access_token::Claims;
use super::claims::ClaimsView;
use super::view::View;
use crate::doors::{DoorState, Room};

/// Every entry in reach, and what the access token says when it is read.
#[component]
pub(crate) fn BrowserView(room: Room, door: DoorState) -> impl IntoView {
    view! {
        <View door=door.door place="Browser" note="what any script on this page can read">
            {move || {
                let entries = door.readable.get();
                if entries.is_empty() {
                    let signed_in = door.is_signed_in();
                    return Either::Left(view! { <p class="slot nothing">{nothing(door.door, signed_in)}</p> });
                }
                let claims = entries.iter().find(|(name, _)| *name == "access_token").and_then(|(_, jwt)| Claims::read(jwt));
                Either::Right(view! {
                    {entries.into_iter().map(|(name, value)| view! { <Entry name value/> }).collect_view()}
                    {claims.map(|claims| view! { <ClaimsView door claims now=room.now.get()/> })}
                })
            }}
        </View>
    }
}

/// A name and its value, which is shown whole on demand.
#[component]
fn Entry(name: &'static str, value: String) -> impl IntoView {
    let parts =
        value.split_inclusive('.').map(|part| view! { <span>{part.to_owned()}</span> }).collect_view();
    view! {
        <details class="slot entry">
            <summary>
                <span class="name">{name}</span>
                <span class="value">{parts}</span>
            </summary>
            <p class="hint">
                {"Header, payload, signature. Whoever copies this text can use it, from anywhere, until it expires."}
            </p>
        </details>
    }
}

/// Why there is nothing to read.
const fn nothing(door: Door, signed_in: bool) -> &'static str {
    match (door, signed_in) {
        (Door::LocalStorageJwt, false) => {
            "Nothing yet. Sign in, and two tokens will lie here in localStorage."
        }
        (Door::LocalStorageJwt, true) => "Nothing any more: something has emptied localStorage.",
        (Door::CookieSession, false) => {
            "Nothing, and signing in will not change that: the cookie is HttpOnly."
        }
        (Door::CookieSession, true) => {
            "Nothing. The cookie is in this browser, and document.cookie does not show it: it is HttpOnly. That \
             stops theft, not riding: a script in this page could still send requests that carry it."
        }
    }
}
