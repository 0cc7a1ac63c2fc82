//! The island of `/compare`: both doors side by side, and what each leaves behind, live.
//!
//! The first paint is rendered on the server and needs no script. Then the island wakes up, and from there on every
//! sign-in, every second and every request on the wire changes what it shows.

mod both;
mod first_paint;
mod focus;
mod panel;
mod profile;
mod room;
mod sign_in;
mod signed_in;
mod state;
mod threshold;
mod verbs;

use domain::Door;
use leptos::prelude::*;

use both::SignInToBoth;
use panel::DoorPanel;

pub use first_paint::{FirstPaint, ReadyAccount};
pub(crate) use room::Room;
pub(crate) use state::DoorState;

/// Both doors.
#[island]
pub fn Doors(
    /// What the server knew when it rendered the page.
    first_paint: FirstPaint,
) -> impl IntoView {
    let token = DoorState::new(Door::LocalStorageJwt);
    let session = DoorState::at_first_paint(&first_paint);
    let room = Room::new(first_paint);
    room.wake(token, session);
    view! {
        <SignInToBoth room token session/>
        <div class="doors">
            <DoorPanel room door=token/>
            <DoorPanel room door=session/>
        </div>
    }
}
