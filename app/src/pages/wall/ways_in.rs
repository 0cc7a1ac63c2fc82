//! Deliberate flaw, `sign_in_among_posts` (claim P1): the ways in, on the very page on which strangers write. Many a forum has its
//! sign-in form there too, and a script that a post brings along shares the page with it.

use leptos::either::EitherOf3;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::both_doors::BothDoors;
use crate::SignInProvider;
use crate::doors::Providers;
use crate::hydration::HydrateIslands;

/// Which ways in the page was asked for with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WaysIn {
    /// None: a link leads to them.
    Closed,
    /// The forms of both doors.
    Doors,
    /// The way to each provider, and from there on to this page of ours.
    Providers { return_to: String },
}

impl WaysIn {
    /// Those that the address of this page asks for.
    pub(super) fn of_this_page() -> Self {
        use_query_map().with_untracked(|query| match query.get_str("sign-in") {
            Some("doors") => Self::Doors,
            Some("providers") => Self::Providers { return_to: query.get("return_to").unwrap_or_default() },
            _ => Self::Closed,
        })
    }
}

/// The forms.
#[component]
pub(super) fn SignInHere(ways_in: WaysIn) -> impl IntoView {
    match ways_in {
        WaysIn::Closed => {
            EitherOf3::A(view! { <p><a href="/wall?sign-in=doors">"Sign in on this page"</a></p> })
        }
        WaysIn::Doors => EitherOf3::B(view! {
            <HydrateIslands/>
            <BothDoors profile_open=false/>
        }),
        WaysIn::Providers { return_to } => EitherOf3::C(view! {
            <section class="card" aria-labelledby="through-a-provider">
                <h2 id="through-a-provider">"Sign in"</h2>
                <p>"You are Alice now. Go to the lab’s identity provider, and sign in there. You come back by yourself."</p>
                <Providers providers=SignInProvider::all() return_to/>
            </section>
        }),
    }
}
