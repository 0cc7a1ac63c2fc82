//! The way in, for somebody who is signed out.

use domain::Refusal;
use leptos::prelude::*;
use server_fn::ServerFn as _;

use crate::SignInProvider;
use crate::auth::cookie_session::LogIn;
use crate::doors::Providers;
use crate::lab;
use crate::pages::field::Field;

/// The session door's form.
#[component]
pub(super) fn SignInForm(#[prop(optional_no_strip)] refusal: Option<Refusal>) -> impl IntoView {
    view! {
        <p class="lede">
            {if lab::is_open() {
                "You are signed out. This page goes through the session door, and works without JavaScript."
            } else {
                "You are signed out. This page works without JavaScript."
            }}
        </p>
        <form class="card" method="post" action=LogIn::url()>
            <Field label="E-mail" name="email" kind="email" autocomplete="username"/>
            <Field label="Password" name="password" kind="password" autocomplete="current-password"/>
            {refusal.map(|refusal| view! { <p class="refusal" role="alert">{refusal.to_string()}</p> })}
            <button type="submit" class="primary">"Sign in"</button>
        </form>
        <Providers providers=SignInProvider::all() return_to="/account"/>
        <p>
            "No account yet? " <a href="/sign-up">"Sign up"</a>
            {lab::is_open().then(|| view! { ", or take a ready one from " <a href="/compare">"the doors"</a> })} "."
        </p>
    }
}
