//! The accounts to try a door with, and what may keep it shut.

use domain::Door;
use leptos::prelude::*;

use super::{Fact, Room};

/// Each address and its password: they protect nothing.
#[component]
pub(crate) fn ReadyAccounts(room: Room, door: Door) -> impl IntoView {
    let accounts = room.accounts.get_value().into_iter();
    let safari = (door == Door::CookieSession).then_some(
        "Safari keeps no Secure cookie of http://localhost, so this door stays shut there: take Chromium or Firefox.",
    );
    view! {
        <div class="accounts">
            <p>{"Two accounts are ready:"}</p>
            <dl class="facts">
                {accounts.map(|account| view! { <Fact name=account.email value=account.password/> }).collect_view()}
            </dl>
            {safari.map(|safari| view! { <p>{safari}</p> })}
        </div>
    }
}
