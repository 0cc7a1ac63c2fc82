//! The browser: what any script on this page can read of a door, ours or a thief's.

use domain::{AccessTokenClaims, Door};
use leptos::either::Either;
use leptos::prelude::*;

use super::access_token::claims;
use super::view::View;
use crate::doors::{DoorState, Room};
use crate::in_words;

/// Every entry in reach, and what the access token says when it is read.
#[component]
pub(crate) fn BrowserView(room: Room, door: DoorState) -> impl IntoView {
    let access_token = move || {
        door.readable.with(|entries| {
            entries.iter().find(|(name, _)| *name == "access_token").and_then(|(_, value)| claims(value))
        })
    };
    let access_token = Memo::new(move |_| access_token());
    view! {
        <View door=door.door place="Browser" note="what any script on this page can read">
            {move || {
                let entries = door.readable.get();
                if entries.is_empty() {
                    let signed_in = door.who.with(Option::is_some);
                    Either::Left(view! { <p class="slot nothing">{nothing(door.door, signed_in)}</p> })
                } else {
                    Either::Right(entries.into_iter().map(|(name, value)| view! { <Entry name value/> }).collect_view())
                }
            }}
            {move || access_token.get().map(|claims| view! { <Claims room door claims/> })}
        </View>
    }
}

/// A name and its value, which is shown whole on demand.
#[component]
fn Entry(name: &'static str, value: String) -> impl IntoView {
    view! {
        <details class="slot entry">
            <summary>
                <span class="name">{name}</span>
                <span class="value">
                    {value.split_inclusive('.').map(|part| view! { <span>{part.to_owned()}</span> }).collect_view()}
                </span>
            </summary>
            <p class="hint">"Header, payload, signature. Whoever copies this text can use it, from anywhere, until it expires."</p>
        </details>
    }
}

/// The claims that matter here, and how long they will be believed.
#[component]
fn Claims(room: Room, door: DoorState, claims: AccessTokenClaims) -> impl IntoView {
    let AccessTokenClaims { sub, name, email, role, iat, exp, .. } = claims;
    let left = move || exp - room.now.get();
    view! {
        <dl class="slot facts">
            <dt>"sub"</dt>
            <dd>{String::from(sub)}</dd>
            <dt>"name"</dt>
            <dd>{name.to_string()}</dd>
            <dt>"email"</dt>
            <dd>{email.to_string()}</dd>
            <dt>"role"</dt>
            <dd>{role.as_str()}</dd>
            <dt>"exp"</dt>
            <dd data-testid="exp">
                {move || match left() {
                    left @ 1.. => format!("in {}", in_words::precisely(left)),
                    left => format!("expired {}", in_words::ago(-left)),
                }}
                <progress class="life" max=exp - iat value=move || left().max(0) aria-label="Life left in the access token"></progress>
            </dd>
        </dl>
        {move || (left() <= 0).then(|| view! {
            <p class="hint" role="status">
                "The access token has expired: the server refuses it from here on. The refresh token still buys another pair. "
                <button type="button" on:click=move |_| door.refresh()>"Refresh"</button>
            </p>
        })}
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
