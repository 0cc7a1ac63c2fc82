//! The server: what it keeps of a sign-in, which is what it can take back.

use domain::Door;
use leptos::either::Either;
use leptos::prelude::*;

use super::session_rows::SessionRows;
use super::view::View;
use crate::doors::{DoorState, Room};

/// The rows of a door.
#[component]
pub(crate) fn ServerView(room: Room, door: DoorState) -> impl IntoView {
    view! {
        <View door=door.door place="Server" note="what it keeps, and so what it can delete">
            {move || {
                let signed_in = door.is_signed_in();
                if door.door == Door::CookieSession && signed_in {
                    Either::Left(view! { <SessionRows devices=room.devices.get() now=room.now.get()/> })
                } else {
                    Either::Right(view! { <p class="slot nothing">{nothing(door.door, signed_in)}</p> })
                }
            }}
        </View>
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
