//! The wire: the last requests of a door, as the server received and answered them.

use leptos::prelude::*;

use super::exchange::ExchangeView;
use super::view::View;
use crate::doors::{DoorState, Room};

/// The exchanges of a door, newest first.
#[component]
pub(crate) fn WireView(room: Room, door: DoorState) -> impl IntoView {
    let nothing = move || {
        let text = match (room.awake.get(), room.listening.get()) {
            (false, _) => "A script shows here what goes over the wire.",
            (true, false) => "Listening for the server…",
            (true, true) => "No request through this door yet.",
        };
        door.wire.with(Vec::is_empty).then(|| view! { <p class="slot nothing">{text}</p> })
    };
    view! {
        <View door=door.door place="Wire" note="as the server received it">
            {nothing}
            <ol class="wire">
                <For each=move || door.wire.get() key=|exchange| exchange.number let:exchange>
                    <li><ExchangeView exchange/></li>
                </For>
            </ol>
        </View>
    }
}
