//! The frame of one look: a named region with a heading.

use domain::Door;
use leptos::prelude::*;

/// A row of a door's panel.
#[component]
pub(crate) fn View<C: IntoView + 'static>(
    door: Door,
    /// Where the look goes.
    place: &'static str,
    /// What is to be seen there.
    note: &'static str,
    // Typed: the usual children are boxed, and bring code for every way in which a box could be rendered.
    children: TypedChildren<C>,
) -> impl IntoView {
    // "Browser, the token door": a list of regions names each one, wherever its heading is.
    let name = format!("{place}, {}", door.title().replacen('T', "t", 1));
    view! {
        <section class="row" aria-label=name>
            <div class="rowhead">
                <h3>{place}</h3>
                <p>{note}</p>
            </div>
            {children.into_inner()()}
        </section>
    }
}
