//! The island of `/compare`: both doors side by side, and what each leaves behind, live.
//!
//! The first paint is rendered on the server and needs no script. Then the island wakes up, and from there on every
//! sign-in, every second and every request on the wire changes what it shows.
//!
//! What it builds in the browser is built element by element. Leptos would turn an element that never changes into
//! a piece of HTML for `innerHTML`, and the policy of Trusted Types, which keeps injected HTML out, refuses that as
//! well: so here, and under `inspect`, even a fixed text stands in `{braces}`.

mod both;
mod fact;
mod first_paint;
mod focus;
mod panel;
mod profile;
mod providers;
mod ready_accounts;
mod room;
mod sign_in;
mod sign_out_everywhere;
mod signed_in;
mod standing;
mod state;
mod threshold;
mod verbs;
mod wake;

use domain::Door;
use leptos::prelude::*;

use both::SignInToBoth;
use panel::DoorPanel;
use wake::wake;

pub(crate) use fact::Fact;
pub use first_paint::{FirstPaint, ReadyAccount};
pub(crate) use providers::Providers;
pub use providers::SignInProvider;
pub(crate) use room::Room;
pub(crate) use sign_out_everywhere::SignOutEverywhere;
pub(crate) use standing::Standing;
pub(crate) use state::DoorState;
pub(crate) use verbs::Verb;

/// Both doors.
#[island]
pub fn Doors() -> impl IntoView {
    let first_paint = FirstPaint::of_this_page();
    let token = DoorState::new(Door::LocalStorageJwt, Standing::default());
    let session = DoorState::new(Door::CookieSession, Standing::at_first_paint(&first_paint));
    let room = Room::new(first_paint);
    wake(room, token, session);
    view! {
        <SignInToBoth room token session/>
        <div class="doors">
            <DoorPanel room door=token/>
            <DoorPanel room door=session/>
        </div>
    }
}
