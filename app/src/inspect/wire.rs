//! The wire: the last requests of a door, as the server received and answered them.

use domain::Door;
use leptos::either::Either;
use leptos::prelude::*;

use super::exchange::ExchangeView;
use super::view::View;
use crate::doors::Room;

/// The exchanges of a door, newest first.
#[component]
pub(crate) fn WireView(room: Room, door: Door) -> impl IntoView {
    let exchanges = Memo::new(move |_| {
        room.wire
            .with(|wire| wire.iter().filter(|exchange| exchange.door == door).cloned().collect::<Vec<_>>())
    });
    let note = Signal::derive(move || match (room.awake.get(), room.listening.get()) {
        (true, false) => "as the server received it · connecting…",
        _ => "as the server received it",
    });
    view! {
        <View door place="Wire" note>
            {move || if exchanges.with(Vec::is_empty) {
                Either::Left(view! { <p class="slot nothing">"No request through this door yet."</p> })
            } else {
                Either::Right(view! {
                    <ol class="wire">
                        <For each=move || exchanges.get() key=|exchange| exchange.number let:exchange>
                            <li><ExchangeView exchange/></li>
                        </For>
                    </ol>
                })
            }}
        </View>
    }
}
