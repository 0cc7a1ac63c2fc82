//! One door: who stands in it, and what it leaves in three places.

use domain::Door;
use leptos::prelude::*;

use super::threshold::Threshold;
use super::{DoorState, Room};
use crate::inspect::{BrowserView, ServerView, WireView};

/// A door. The same for both: where they differ, their state says which one it is.
#[component]
pub(crate) fn DoorPanel(room: Room, door: DoorState) -> impl IntoView {
    let (slug, title) = (door.door.slug(), door.door.title());
    view! {
        <article class=format!("door {slug}") aria-labelledby=format!("{slug}-door")>
            <header>
                <h2 id=format!("{slug}-door")>{title}</h2>
                <p>{motto(door.door)}</p>
            </header>
            <Threshold room door/>
            <BrowserView room door/>
            <WireView room door/>
            <ServerView room door/>
        </article>
    }
}

const fn motto(door: Door) -> &'static str {
    match door {
        Door::LocalStorageJwt => "A JWT in localStorage · insecure on purpose",
        Door::CookieSession => "An HttpOnly cookie, a row on the server · recommended",
    }
}
