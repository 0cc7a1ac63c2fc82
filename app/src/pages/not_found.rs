//! The page for an address that leads nowhere.

use http::StatusCode;
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::lab;

/// Answers 404 and shows the way back.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    crate::answer::set_status(StatusCode::NOT_FOUND);
    view! {
        <Title text="No such room"/>
        <section class="page">
            <h1>"No such room."</h1>
            {if lab::is_open() {
                Either::Left(view! {
                    <p class="lede">"This address leads nowhere in the house. Both doors are where they were."</p>
                    <p><a class="primary" href="/compare">"Compare the two doors"</a></p>
                })
            } else {
                Either::Right(view! {
                    <p class="lede">"This address leads nowhere in the house."</p>
                    <p><a class="primary" href="/account">"Go to your account"</a></p>
                })
            }}
        </section>
    }
}
