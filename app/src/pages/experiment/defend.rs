//! Defend: the same attack again, with something in its way.

use lab::{Defence, Sheet};
use leptos::prelude::*;

use super::run_form::RunForm;

/// A switch for each defence that has to do with this attack.
#[component]
pub(super) fn Defend(
    sheet: &'static Sheet,
    /// What was on in the run that is shown: to run it again is one button.
    on: Vec<Defence>,
) -> impl IntoView {
    let switches = sheet.defences().into_iter().map(move |defence| {
        let checked = on.contains(&defence);
        view! {
            <li>
                <label class="choice">
                    <input type="checkbox" name="defences[]" value=defence.slug() checked=checked/>
                    <span>{defence.title()} <small class="hint">{defence.promise()}</small></span>
                </label>
            </li>
        }
    });
    view! {
        <section class="card" id="defend" tabindex="-1" aria-labelledby="defend-heading">
            <h2 id="defend-heading">"Defend"</h2>
            <p class="hint">"Switched on in the vulnerable rooms, for this run alone. With none, it is the attack as before."</p>
            <RunForm sheet run="Run again">
                <ul class="choices">{switches.collect_view()}</ul>
            </RunForm>
        </section>
    }
}
