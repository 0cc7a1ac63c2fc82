//! Where somebody is on the sheet.

use lab::Progress;
use leptos::prelude::*;

/// The six steps, with those that are done. Where nothing can be switched on there are five.
#[component]
pub(super) fn Steps(
    progress: Progress,
    /// Whether there is anything to look at.
    begun: bool,
    /// Whether there is anything to switch on.
    defensible: bool,
) -> impl IntoView {
    let steps = [
        ("Predict", "#predict", progress.predicted, true),
        ("Run", "#predict", progress.ran, true),
        ("Evidence", "#evidence", progress.ran, begun),
        ("Why", "#why", progress.ran, begun),
        ("Defend", "#defend", progress.defended, begun),
        ("Check", "#check", progress.complete(), begun),
    ];
    let steps: Vec<_> = steps.into_iter().filter(|(name, ..)| defensible || *name != "Defend").collect();
    let now = steps.iter().position(|(_, _, done, _)| !done);
    let steps = steps.into_iter().enumerate().map(|(at, (name, address, done, there))| {
        // Before the first run there is nothing below to go to, after it no prediction to make.
        let here = there && (begun == (at > 1));
        view! {
            <li class=done.then_some("done") aria-current=(now == Some(at)).then_some("step")>
                {if here { leptos::either::Either::Left(view! { <a href=address>{name}</a> }) } else { leptos::either::Either::Right(name) }}
                {done.then(|| view! { <span class="unseen">" (done)"</span> })}
            </li>
        }
    });
    view! { <ol class="steps" aria-label="Steps">{steps.collect_view()}</ol> }
}
