//! The foot of every page of a lab: which sandbox this is, and how to get one of one's own.

use authn::Visitor;
use http::request::Parts;
use leptos::prelude::*;
use server_fn::ServerFn as _;

use super::form_refusal::refusal_of;
use crate::lab::{self, CreateSandbox};

/// The sandbox line. Nothing without the lab, where all live in one house.
#[component]
pub(crate) fn Footer() -> impl IntoView {
    lab::is_open().then(|| view! { <SandboxLine/> })
}

#[component]
fn SandboxLine() -> impl IntoView {
    let visitor = use_context::<Parts>().and_then(|request| request.extensions.get::<Visitor>().cloned());
    let shared = visitor.is_none_or(|visitor| visitor.sandbox.is_none());
    let refusal = refusal_of::<CreateSandbox>();
    view! {
        <footer class="foot">
            <form method="post" action=CreateSandbox::url()>
                <p>
                    {if shared {
                        "You are in the shared sandbox: others see its accounts and its wire."
                    } else {
                        "You are in a sandbox of your own: its accounts, sessions and wire are yours alone."
                    }}
                </p>
                <button type="submit">
                    {if shared { "Get a sandbox of your own" } else { "Get a fresh one" }}
                </button>
                {refusal.map(|refusal| view! { <p class="refusal" role="alert">{refusal.to_string()}</p> })}
            </form>
            <p class="quiet">"The token door is insecure on purpose. Use no password here that you use anywhere else."</p>
        </footer>
    }
}
