//! One door: who stands in it, and what it leaves in three places.

use domain::Door;
use leptos::prelude::*;

use super::threshold::Threshold;
use super::{DoorState, Room};
use crate::inspect::{BrowserView, ServerView, WireView};

/// A door. The same for both: where they differ, their state says which one it is.
#[component]
pub(crate) fn DoorPanel(room: Room, door: DoorState) -> impl IntoView {
    let slug = door.door.slug();
    let heading = StoredValue::new(format!("{slug}-door"));
    view! {
        <article class=format!("door {slug}") aria-labelledby=heading.get_value() aria-busy=move || door.busy.get().to_string()>
            <header>
                <h2 id=heading.get_value()>{door.door.title()}</h2>
                <p>{motto(door.door)}</p>
            </header>
            <Threshold room door/>
            <BrowserView room door/>
            <WireView room door=door.door/>
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
