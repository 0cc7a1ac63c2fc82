//! The head of every page: the name, and where to go.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::lab;

const OF_THE_LAB: [(&str, &str); 4] =
    [("/compare", "Compare"), ("/experiments", "Experiments"), ("/claims", "Claims"), ("/wall", "Wall")];
const OF_THE_HOUSE: [(&str, &str); 2] = [("/sign-up", "Sign up"), ("/account", "Account")];

/// The name and the navigation.
#[component]
pub(crate) fn Masthead() -> impl IntoView {
    let here = use_location().pathname;
    let lab = lab::is_open().then_some(OF_THE_LAB).into_iter().flatten();
    let places = lab.chain(OF_THE_HOUSE).map(|(path, name)| {
        let current = move || (here.get() == path).then_some("page");
        view! { <li><a href=path aria-current=current>{name}</a></li> }
    });
    view! {
        <header class="masthead">
            <a class="brand" href="/">
                <span class="doors-mark" aria-hidden="true"></span>
                "Two Doors"
            </a>
            <nav aria-label="Main">
                <ul>{places.collect_view()}</ul>
            </nav>
        </header>
    }
}
