//! The switches of this room. Each is a plain form, works without a script, and takes a click. A script that runs in this room
//! cannot throw them by itself; it can wait for its reader's next click and ride on that, for the page is its own.

use lab::Defence;
use leptos::prelude::*;
use server_fn::ServerFn as _;

use crate::lab::SwitchDefence;

/// A switch for each defence.
#[component]
pub(super) fn Defences(on: Vec<Defence>) -> impl IntoView {
    let switches = Defence::OF_THE_WALL.map(|defence| {
        let is_on = on.contains(&defence);
        let (state, verb) = if is_on { ("on", "Switch off") } else { ("off", "Switch on") };
        view! {
            <li>
                <form method="post" action=SwitchDefence::url()>
                    <input type="hidden" name="defence" value=defence.slug()/>
                    <input type="hidden" name="on" value=(!is_on).to_string()/>
                    <p><strong>{defence.title()}</strong> " is " {state} "."</p>
                    <p class="hint">{defence.promise()}</p>
                    <button type="submit" aria-label=format!("{verb}: {}", defence.title())>{verb}</button>
                </form>
            </li>
        }
    });
    view! {
        <section class="card" aria-labelledby="defences">
            <h2 id="defences">"Defences of this room"</h2>
            <ul class="defences">{switches}</ul>
        </section>
    }
}
