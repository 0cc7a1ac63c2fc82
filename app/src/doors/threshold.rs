//! The threshold of a door: who stands on it, or the form to come in with, and what the last request came to.

use leptos::either::Either;
use leptos::prelude::*;

use super::focus::FocusKeeper;
use super::profile::Profile;
use super::sign_in::SignIn;
use super::signed_in::SignedIn;
use super::{DoorState, Room};

/// The first row of a door's panel.
#[component]
pub(crate) fn Threshold(room: Room, door: DoorState) -> impl IntoView {
    let focus = FocusKeeper::new(door);
    let announcement = move || door.who.get().map(|user| format!("Signed in as {}", user.name));
    view! {
        <div class="row threshold" tabindex="-1" node_ref=focus.threshold on:submit=move |_| focus.note()>
            <p class="unseen" aria-live="polite">{announcement}</p>
            {move || match door.who.get() {
                Some(user) => Either::Left(view! { <SignedIn room door user/> }),
                None => Either::Right(view! { <SignIn room door/> }),
            }}
            {move || door.refused.get().map(|refused| {
                view! { <p class="refusal" role="alert">{refused.to_string()}</p> }
            })}
            {move || door.profile.get().map(|user| view! { <Profile user/> })}
        </div>
    }
}
