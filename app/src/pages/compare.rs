//! The main room: both doors side by side. The one page with an island, and so the one that ships wasm.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::both_doors::BothDoors;
use super::form_refusal::refusal_of;
use crate::auth::cookie_session::{LogIn, LogOut};
use crate::hydration::HydrateIslands;

/// The two doors.
#[component]
pub(crate) fn Compare() -> impl IntoView {
    let refusal = refusal_of::<LogIn>().or_else(refusal_of::<LogOut>);
    let profile_open = use_query_map().with_untracked(|query| query.get_str("profile") == Some("session"));
    view! {
        <Title text="Compare"/>
        <HydrateIslands/>
        <section class="page wide">
            <h1>"One house, two front doors."</h1>
            <p class="lede">
                "Sign in through both and see what each leaves behind: in the browser, on the wire, in the server. "
                "Same account, same server, same page."
            </p>
            <BothDoors refusal profile_open/>
        </section>
    }
}
