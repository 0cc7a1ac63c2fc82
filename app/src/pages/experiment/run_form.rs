//! A form that has the experiment played: at once, or step by step.

use lab::Sheet;
use leptos::prelude::*;
use server_fn::ServerFn as _;

use crate::lab::RunExperiment;

/// The form, around what is chosen in it. It works without a script; what it leads to does not.
#[component]
pub(super) fn RunForm(
    sheet: &'static Sheet,
    /// What the button says that plays it at once.
    run: &'static str,
    children: Children,
) -> impl IntoView {
    let hint = format!("step-by-step-{}", sheet.slug);
    view! {
        <form method="post" action=RunExperiment::url()>
            <input type="hidden" name="experiment" value=sheet.slug/>
            {children()}
            <p class="ways">
                <button type="submit" class="primary">{run}</button>
                <button type="submit" name="step_by_step" value="true" aria-describedby=hint.clone()>"Step by step"</button>
            </p>
            <p class="hint" id=hint>"Step by step says before each step what it will do, and waits for you: there is time to open the developer tools and watch."</p>
        </form>
    }
}
