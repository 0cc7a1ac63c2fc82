//! The sign-in form of a door.

use domain::{Door, Password};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use server_fn::ServerFn as _;
use wasm_bindgen::JsCast as _;
use web_sys::{FormData, HtmlFormElement};

use super::{DoorState, Providers, Room, Verb};
use crate::auth::cookie_session::LogIn;

/// E-mail and password.
///
/// At the session door it is a plain form, and works before and without a script. The token door needs one: who
/// else would put the tokens into `localStorage`?
#[component]
pub(crate) fn SignIn(room: Room, door: DoorState) -> impl IntoView {
    let alice = room.alice();
    let plain = door.door == Door::CookieSession;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(log_in) = read(&event) {
            door.ask(log_in);
        }
    };
    view! {
        <form class="sign-in" method="post" action=plain.then(LogIn::url) on:submit=submit>
            <Credential label="E-mail" name="email" kind="email" autocomplete="username" value=alice.email/>
            <Credential
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
        {plain.then(|| view! { <Providers providers=room.first_paint.get_value().providers return_to="/compare"/> })}
        {(!plain).then(|| view! {
            <noscript>{"This door needs JavaScript: only a script can keep its tokens."}</noscript>
        })}
    }
}

/// A field of the form. Alone it is never refused, and so it needs none of what the fields of the pages' forms have for
/// that: 1.4 kB of the download.
#[component]
fn Credential(
    label: &'static str,
    name: &'static str,
    /// The input's type.
    kind: &'static str,
    /// What a password manager may fill in (WCAG 1.3.5).
    autocomplete: &'static str,
    value: String,
) -> impl IntoView {
    view! {
        <div class="field">
            <label>
                <span>{label}</span>
                <input name=name r#type=kind autocomplete=autocomplete value=value required/>
            </label>
        </div>
    }
}

/// What was typed into the form that was sent.
fn read(event: &SubmitEvent) -> Option<Verb> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let fields = FormData::new_with_form(&form).ok()?;
    let text = |name| fields.get(name).as_string();
    Some(Verb::LogIn { email: text("email")?, password: Password::new(text("password")?) })
}
