//! The head of every page: the name, and where to go.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

const PLACES: [(&str, &str); 6] = [
    ("/compare", "Compare"),
    ("/experiments", "Experiments"),
    ("/claims", "Claims"),
    ("/wall", "Wall"),
    ("/sign-up", "Sign up"),
    ("/account", "Account"),
];

/// The name and the navigation.
#[component]
pub(crate) fn Masthead() -> impl IntoView {
    let here = use_location().pathname;
    let places = PLACES.map(|(path, name)| {
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
                <ul>{places}</ul>
            </nav>
        </header>
    }
}
