//! The sign-in form of a door.

use domain::{Door, Password};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use server_fn::ServerFn as _;
use wasm_bindgen::JsCast as _;
use web_sys::{FormData, HtmlFormElement};

use super::{DoorState, Room, Verb};
use crate::auth::cookie_session::LogIn;
use crate::field::Field;

/// E-mail and password.
///
/// At the session door it is a plain form, and works before and without a script. The token door needs one: who
/// else would put the tokens into `localStorage`?
#[component]
pub(crate) fn SignIn(room: Room, door: DoorState) -> impl IntoView {
    let alice = room.accounts.with_value(|accounts| accounts.first().cloned()).unwrap_or_default();
    let plain = door.door == Door::CookieSession;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(log_in) = read(&event) {
            door.ask(log_in);
        }
    };
    view! {
        <form class="sign-in" method="post" action=plain.then(LogIn::url) on:submit=submit>
            <Field label="E-mail" name="email" kind="email" autocomplete="username" value=alice.email/>
            <Field
                label="Password"
                name="password"
                kind="password"
                autocomplete="current-password"
                value=alice.password
            />
            <button type="submit" class="hue" disabled=room.asleep(door.door)>
                "Sign in"
            </button>
        </form>
        {(!plain).then(|| view! {
            <noscript>{"This door needs JavaScript: only a script can keep its tokens."}</noscript>
        })}
    }
}

/// What was typed into the form that was sent.
fn read(event: &SubmitEvent) -> Option<Verb> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let fields = FormData::new_with_form(&form).ok()?;
    let text = |name| fields.get(name).as_string();
    Some(Verb::LogIn { email: text("email")?, password: Password::new(text("password")?) })
}
