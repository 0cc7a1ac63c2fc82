//! One button for both doors: the same person, the same second.

use domain::Password;
use leptos::prelude::*;

use super::{DoorState, Room};

/// Signs in through both doors, as the first of the ready accounts.
#[component]
pub(crate) fn SignInToBoth(room: Room, token: DoorState, session: DoorState) -> impl IntoView {
    let sign_in = move |_| {
        room.accounts.with_value(|accounts| {
            for door in [token, session] {
                if let Some(alice) = accounts.first() {
                    door.log_in(alice.email.clone(), Password::new(alice.password.clone()));
                }
            }
        });
    };
    view! {
        <div class="both">
            <button type="button" class="primary" disabled=move || !room.awake.get() on:click=sign_in>
                "Sign in to both as Alice"
            </button>
            <noscript>"Both at once needs JavaScript. The session door alone does not: sign in below."</noscript>
        </div>
    }
}
