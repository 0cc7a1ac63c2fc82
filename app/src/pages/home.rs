//! The front page: what this is, in three sentences, and one button.

use authn::Visitor;
use http::request::Parts;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::NotesSite;

/// The front page.
#[component]
pub(crate) fn Home() -> impl IntoView {
    view! {
        <Title text="One house, two front doors"/>
        <section class="hall">
            <div class="doors-drawn" aria-hidden="true">
                <span class="token"></span>
                <span class="session"></span>
            </div>
            <h1>"One house, two front doors."</h1>
            <p class="lede">
                "This small web app lets you in through a JWT kept in localStorage, and through a session cookie. "
                "Sign in through both and see what each leaves behind: in the browser, on the wire, in the server. "
                "One of them is insecure on purpose, and the other you may copy into production."
            </p>
            <p class="ways">
                <a class="primary" href="/experiments/token-theft">"Attack both doors"</a>
                <a href="/compare">"or look at them first"</a>
            </p>
            <SecondApp/>
        </section>
    }
}

/// The way to Notes, if it is open: to the notebook of this very sandbox.
#[component]
fn SecondApp() -> impl IntoView {
    let visitor = use_context::<Parts>().and_then(|request| request.extensions.get::<Visitor>().cloned());
    let sandbox = visitor.map(|visitor| visitor.home()).unwrap_or_default();
    use_context::<NotesSite>().map(|NotesSite(origin)| {
        view! {
            <p class="quiet">
                <a href=format!("{origin}/{sandbox}/")>"Notes"</a>
                " is a second app that trusts the same identity provider."
            </p>
        }
    })
}
