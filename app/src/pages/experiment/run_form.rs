//! A form that has the experiment played.

use lab::Sheet;
use leptos::prelude::*;
use server_fn::ServerFn as _;

use crate::lab::RunExperiment;

/// The form, around what is chosen in it. It works without a script; what it leads to does not.
#[component]
pub(super) fn RunForm(sheet: &'static Sheet, children: Children) -> impl IntoView {
    view! {
        <form method="post" action=RunExperiment::url()>
            <input type="hidden" name="experiment" value=sheet.slug/>
            {children()}
        </form>
    }
}
