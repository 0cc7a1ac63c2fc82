//! Who is signed in at a door, and what they can do there.

use domain::{Door, User};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use server_fn::ServerFn as _;

use super::{DoorState, Room, SignOutEverywhere, Verb};
use crate::auth::cookie_session::LogOut;

/// The name, and two buttons. At the session door they are plain forms, and work without a script.
#[component]
pub(crate) fn SignedIn(
    room: Room,
    door: DoorState,
    user: User,
    /// Whether they were signed in when the page was loaded.
    at_load: bool,
    /// The provider where they can sign out as well.
    signs_out_at: Option<String>,
) -> impl IntoView {
    let plain = door.door == Door::CookieSession;
    let open_profile = move |event: SubmitEvent| {
        event.prevent_default();
        door.ask(Verb::OpenProfile);
    };
    let log_out = move |event: SubmitEvent| {
        event.prevent_default();
        door.ask(Verb::LogOut);
    };
    view! {
        <div class="who">
            <strong data-testid="who">{user.name.to_string()}</strong>
            <span class="mono">{format!("user {}", user.id.0)}</span>
            <div class="acts">
                <form method="get" action=plain.then_some("/compare") on:submit=open_profile>
                    <button type="submit" name="profile" value=door.door.slug() disabled=room.asleep(door.door)>
                        "Profile"
                    </button>
                </form>
                <form method="post" action=plain.then(LogOut::url) on:submit=log_out>
                    <button type="submit" class="hue" disabled=room.asleep(door.door)>
                        "Log out"
                    </button>
                </form>
            </div>
        </div>
        {signs_out_at.map(|provider| view! { <SignOutEverywhere provider/> })}
        {at_load.then(|| view! { <p class="hint">{first_paint(door.door)}</p> })}
    }
}

/// What the first paint showed, and why (claims T7, T13).
const fn first_paint(door: Door) -> &'static str {
    match door {
        Door::LocalStorageJwt => {
            "First paint: signed out. A script had to start, read the token and ask before this name could appear."
        }
        Door::CookieSession => {
            "First paint: signed in. The browser sent the cookie with the request for this page, so the name was in \
             the HTML."
        }
    }
}
