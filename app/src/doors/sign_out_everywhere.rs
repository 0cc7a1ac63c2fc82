//! Signing out here and at the provider: for whoever came through one that can be asked.

use leptos::prelude::*;

/// A plain form: the browser leaves for the provider, where no script of ours could follow.
#[component]
pub(crate) fn SignOutEverywhere(provider: String) -> impl IntoView {
    view! {
        <form method="post" action="/sign-out/everywhere">
            <button type="submit">{format!("Sign out here and at {provider}")}</button>
        </form>
    }
}
