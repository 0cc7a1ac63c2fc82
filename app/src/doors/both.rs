//! One button for both doors: the same person, the same second.

use domain::Password;
use leptos::prelude::*;

use super::{DoorState, ReadyAccount, Room, Verb};

/// Signs in through both doors, as the first of the ready accounts.
#[component]
pub(crate) fn SignInToBoth(room: Room, token: DoorState, session: DoorState) -> impl IntoView {
    let sign_in = move |_| {
        for door in [token, session] {
            let ReadyAccount { email, password } = room.alice();
            let password = Password::new(password);
            door.ask(Verb::LogIn { email, password });
        }
    };
    view! {
        <div class="both">
            <button type="button" class="primary" disabled=room.asleep(token.door) on:click=sign_in>
                "Sign in to both as Alice"
            </button>
            <noscript>
                {"Both at once needs JavaScript. The session door alone does not: sign in below."}
            </noscript>
        </div>
    }
}
