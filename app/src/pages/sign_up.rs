//! Signing up: a plain form.

use domain::Refusal;
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use server_fn::ServerFn as _;

use super::field::Field;
use super::form_refusal::refusal_of;
use crate::auth::SignUp as SignUpFunction;
use crate::lab;

/// The form, or what became of it.
#[component]
pub(crate) fn SignUp() -> impl IntoView {
    let done = use_query_map().with_untracked(|query| query.get_str("done").is_some());
    let refusal = refusal_of::<SignUpFunction>();
    view! {
        <Title text="Sign up"/>
        <section class="page">
            <h1>"Sign up."</h1>
            {if done && refusal.is_none() {
                Either::Left(view! {
                    <p class="lede" role="status">"If this address was free, the account exists now."</p>
                    <p>
                        "The answer would be the same if somebody had it already, so that nobody can use this page to "
                        "find out who has an account."
                    </p>
                    <p><a class="primary" href=if lab::is_open() { "/compare" } else { "/account" }>"Sign in"</a></p>
                })
            } else {
                Either::Right(view! { <Form refusal/> })
            }}
        </section>
    }
}

#[component]
fn Form(#[prop(optional_no_strip)] refusal: Option<Refusal>) -> impl IntoView {
    let words = |refusal: Refusal| refusal.to_string();
    let (mut email, mut name, mut password, mut whole) = (None, None, None, None);
    let place = match refusal {
        Some(Refusal::Email(_)) => &mut email,
        Some(Refusal::Name(_)) => &mut name,
        Some(Refusal::Password(_)) => &mut password,
        _ => &mut whole,
    };
    *place = refusal.map(words);
    view! {
        <p class="lede">
            {if lab::is_open() {
                "One account opens both doors. It lives in this sandbox; no message is sent to the address."
            } else {
                "No message is sent to the address."
            }}
        </p>
        <form class="card" method="post" action=SignUpFunction::url()>
            <Field label="E-mail" name="email" kind="email" autocomplete="username" refusal=email/>
            <Field label="Name" name="name" kind="text" autocomplete="name" refusal=name/>
            <Field
                label="Password"
                name="password"
                kind="password"
                autocomplete="new-password"
                minlength=8
                hint="8 to 128 characters of any kind, and not one of the 3,000 commonest."
                refusal=password
            />
            {whole.map(|whole| view! { <p class="refusal" role="alert">{whole}</p> })}
            <button type="submit" class="primary">"Create account"</button>
        </form>
    }
}
