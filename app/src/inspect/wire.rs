//! The wire: the last requests of a door, as the server received and answered them.

use domain::{Door, Exchange};
use leptos::prelude::*;

use super::exchange::ExchangeView;
use super::view::View;
use crate::doors::{DoorState, Room};

/// How many exchanges are shown of each door.
const SHOWN: u32 = 20;

/// The exchanges of a door, newest first.
#[component]
pub(crate) fn WireView(room: Room, door: DoorState) -> impl IntoView {
    let nothing = move || {
        let text = match (room.awake.get(), room.listening.get()) {
            (false, _) => "A script shows here what goes over the wire.",
            (true, false) => "Listening for the server…",
            (true, true) => "No request through this door yet.",
        };
        (door.heard.get() == 0).then(|| view! { <p class="slot nothing">{text}</p> })
    };
    view! {
        <View door=door.door place="Wire" note="as the server received it">
            {nothing}
            <ol class="wire" id=list_id(door.door)></ol>
        </View>
    }
}

/// Puts an exchange on top of its door's list. What has gone over the wire does not change any more, so its line is made
/// once and handed to the page; a `<For>`, which could also change and move it, would be about 5 kB more to download.
pub(super) fn show(exchange: Exchange, door: DoorState) {
    door.heard.update(|heard| *heard += 1);
    let Some(list) = document().get_element_by_id(&list_id(door.door)) else { return };
    let mut line = view! { <li><ExchangeView exchange/></li> }.into_view().build();
    line.mount(&list, list.first_child().as_ref());
    if list.child_element_count() > SHOWN
        && let Some(oldest) = list.last_element_child()
    {
        oldest.remove();
    }
}

fn list_id(door: Door) -> String {
    format!("{}-wire", door.slug())
}
