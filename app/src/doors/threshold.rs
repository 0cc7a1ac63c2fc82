//! The threshold of a door: who stands on it, or the form to come in with, and what the last request came to.

use leptos::either::Either;
use leptos::prelude::*;

use super::focus::threshold_id;
use super::profile::Profile;
use super::ready_accounts::ReadyAccounts;
use super::sign_in::SignIn;
use super::signed_in::SignedIn;
use super::{DoorState, Room, Standing};

/// The first row of a door's panel.
#[component]
pub(crate) fn Threshold(room: Room, door: DoorState) -> impl IntoView {
    let id = threshold_id(door.door);
    view! {
        <div class="row threshold" tabindex="-1" id=id on:submit=move |_| door.by_form.set(true)>
            {move || {
                let Standing { who, at_load, signs_out_at, profile, refused } = door.standing.get();
                let stranger = who.is_none();
                let announcement = who.as_ref().map(|user| format!("Signed in as {}", user.name));
                let inside = match who {
                    Some(user) => Either::Left(view! { <SignedIn room door user at_load signs_out_at/> }),
                    None => Either::Right(view! { <SignIn room door/> }),
                };
                view! {
                    <p class="unseen" aria-live="polite">{announcement}</p>
                    {inside}
                    {refused.map(|refused| view! { <p class="refusal" role="alert">{refused.to_string()}</p> })}
                    {profile.map(|user| view! { <Profile user/> })}
                    {stranger.then(|| view! { <ReadyAccounts room/> })}
                }
            }}
        </div>
    }
}
