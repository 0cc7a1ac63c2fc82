//! Predict: whoever says first what they expect, learns from being wrong.

use lab::Sheet;
use leptos::prelude::*;

use super::run_form::RunForm;

/// The question, and the button that runs it.
#[component]
pub(super) fn Predict(
    sheet: &'static Sheet,
    #[prop(optional_no_strip)] prediction: Option<Vec<String>>,
) -> impl IntoView {
    let predicted = prediction.unwrap_or_default();
    let arms = sheet.arms.iter().map(move |arm| {
        let checked = predicted.iter().any(|slug| slug == arm.slug);
        view! {
            <li class=arm.at.slug()>
                <label class="choice">
                    <input type="checkbox" name="falls[]" value=arm.slug checked=checked/>
                    <span>{arm.title}</span>
                </label>
            </li>
        }
    });
    view! {
        <section class="card" id="predict" aria-labelledby="question">
            <h2 id="question">{sheet.question}</h2>
            <p class="hint">"Tick what you expect to fall; nothing, if you expect none to."</p>
            <RunForm sheet run="Commit, and run it">
                <input type="hidden" name="predict" value="true"/>
                <ul class="choices">{arms.collect_view()}</ul>
            </RunForm>
        </section>
    }
}
