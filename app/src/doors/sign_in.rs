//! The sign-in form of a door.

use domain::{Door, Password};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use server_fn::ServerFn as _;
use wasm_bindgen::JsCast as _;
use web_sys::{FormData, HtmlFormElement};

use super::{DoorState, Room};
use crate::auth::cookie_session::LogIn;
use crate::field::Field;

/// E-mail, password, and the accounts to try.
///
/// At the session door it is a plain form, and works before and without a script. The token door needs one: who
/// else would put the tokens into `localStorage`?
#[component]
pub(crate) fn SignIn(room: Room, door: DoorState) -> impl IntoView {
    let plain = door.door == Door::CookieSession;
    let (email, password) = room.accounts.with_value(|accounts| {
        accounts.first().map(|alice| (alice.email.clone(), alice.password.clone())).unwrap_or_default()
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some((email, password)) = credentials(&event) {
            door.log_in(email, password);
        }
    };
    view! {
        <form class="sign-in" method="post" action=plain.then(LogIn::url) on:submit=submit>
            <Field label="E-mail" name="email" kind="email" autocomplete="username" value=email/>
            <Field label="Password" name="password" kind="password" autocomplete="current-password" value=password/>
            <button type="submit" class="hue" disabled=move || !plain && !room.awake.get()>
                "Sign in"
            </button>
        </form>
        {(!plain).then(|| view! { <noscript>"This door needs JavaScript: only a script can keep its tokens."</noscript> })}
        <div class="accounts">
            <p>"Two accounts are ready:"</p>
            <dl class="facts">
                {room.accounts.with_value(|accounts| accounts.iter().map(|account| view! {
                    <dt>{account.email.clone()}</dt>
                    <dd>{account.password.clone()}</dd>
                }).collect_view())}
            </dl>
            {plain.then(|| view! {
                <p>"Safari keeps no Secure cookie of http://localhost, so this door stays shut there: take Chromium or Firefox."</p>
            })}
        </div>
    }
}

/// What was typed into the form that was sent.
fn credentials(event: &SubmitEvent) -> Option<(String, Password)> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let fields = FormData::new_with_form(&form).ok()?;
    let text = |name| fields.get(name).as_string();
    Some((text("email")?, Password::new(text("password")?)))
}
