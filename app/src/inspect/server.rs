//! The server: what it keeps of a sign-in, which is what it can take back.

use domain::{Device, Door};
use leptos::either::Either;
use leptos::prelude::*;

use super::view::View;
use crate::doors::{DoorState, Room};
use crate::in_words;

/// The rows of a door.
#[component]
pub(crate) fn ServerView(room: Room, door: DoorState) -> impl IntoView {
    view! {
        <View door=door.door place="Server" note="what it keeps, and so what it can delete">
            {move || {
                let signed_in = door.who.with(Option::is_some);
                if door.door == Door::CookieSession && signed_in {
                    Either::Left(view! {
                        <SessionRows room/>
                        <p class="hint"><a href="/account">"End one of them, or all"</a></p>
                    })
                } else {
                    Either::Right(view! { <p class="slot nothing">{nothing(door.door, signed_in)}</p> })
                }
            }}
        </View>
    }
}

/// The session rows of the user who is signed in.
#[component]
fn SessionRows(room: Room) -> impl IntoView {
    view! {
        <table class="slot rows">
            <thead>
                <tr>
                    <th scope="col">"id (SHA-256)"</th>
                    <th scope="col">"device"</th>
                    <th scope="col">"created"</th>
                    <th scope="col">"seen"</th>
                    <th scope="col">"ends in"</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || room.devices.get() key=|device| (device.id, device.last_seen_at, device.expires_at) let:device>
                    <SessionRow room device/>
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn SessionRow(room: Room, device: Device) -> impl IntoView {
    let Device { id, label, created_at, last_seen_at, expires_at, current } = device;
    view! {
        <tr aria-current=current.then_some("true")>
            <th scope="row">{id.short()} "…"</th>
            <td>{label} {current.then(|| view! { <span class="tag">"this one"</span> })}</td>
            <td>{move || in_words::ago(room.now.get() - created_at)}</td>
            <td>{move || in_words::ago(room.now.get() - last_seen_at)}</td>
            <td>{move || in_words::roughly(expires_at - room.now.get())}</td>
        </tr>
    }
}

/// Why there is no row.
const fn nothing(door: Door, signed_in: bool) -> &'static str {
    match (door, signed_in) {
        (Door::LocalStorageJwt, true) => {
            "Nothing. The server keeps no record of this sign-in: it could not list it, and it cannot end it. Every \
             copy of the token works until it expires."
        }
        (Door::LocalStorageJwt, false) => {
            "Nothing, and signing in will not change that: a token needs no row."
        }
        (Door::CookieSession, _) => "No row yet. Each sign-in adds one, and deleting it ends that session.",
    }
}
