//! The threshold of a door: who stands on it, or the form to come in with, and what the last request came to.

use leptos::either::Either;
use leptos::prelude::*;

use super::focus::FocusKeeper;
use super::profile::Profile;
use super::ready_accounts::ReadyAccounts;
use super::sign_in::SignIn;
use super::signed_in::SignedIn;
use super::{DoorState, Room};

/// The first row of a door's panel.
#[component]
pub(crate) fn Threshold(room: Room, door: DoorState) -> impl IntoView {
    let focus = FocusKeeper::new(door);
    view! {
        <div class="row threshold" tabindex="-1" node_ref=focus.threshold on:submit=move |_| focus.note()>
            {move || {
                let who = door.who.get();
                let stranger = who.is_none();
                let announcement = who.as_ref().map(|user| format!("Signed in as {}", user.name));
                let inside = match who {
                    Some(user) => Either::Left(view! { <SignedIn room door user at_load=door.who_at_load.get()/> }),
                    None => Either::Right(view! { <SignIn room door/> }),
                };
                let refused = door.refused.get().map(|refused| refused.to_string());
                let profile = door.profile.get();
                view! {
                    <p class="unseen" aria-live="polite">{announcement}</p>
                    {inside}
                    {refused.map(|refused| view! { <p class="refusal" role="alert">{refused}</p> })}
                    {profile.map(|user| view! { <Profile user/> })}
                    {stranger.then(|| view! { <ReadyAccounts room/> })}
                }
            }}
        </div>
    }
}
