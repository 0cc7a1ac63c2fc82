//! The accounts to try a door with.

use leptos::prelude::*;

use super::{Fact, Room};

/// Each address and its password: they protect nothing.
#[component]
pub(crate) fn ReadyAccounts(room: Room) -> impl IntoView {
    let accounts = room.first_paint.get_value().accounts.into_iter();
    view! {
        <div class="accounts">
            <p>{"Two accounts are ready:"}</p>
            <dl class="facts">
                {accounts.map(|account| view! { <Fact name=account.email value=account.password/> }).collect_view()}
            </dl>
        </div>
    }
}
