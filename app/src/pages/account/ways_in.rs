//! The ways into the account: a password, and whoever vouches for its owner.

use std::sync::Arc;

use authn::relying_party::{LinkedIdentity, ProviderSession, RelyingParty, WaysIn};
use domain::SandboxId;
use leptos::prelude::*;

use crate::in_words;
use crate::pages::field::Field;

/// One row for each identity, with a button to unlink it; and a form for each provider that is none yet. Nothing, where no
/// provider is set up and none is linked.
#[component]
pub(super) fn WaysInCard(
    ways: WaysIn,
    #[prop(optional_no_strip)] provider_session: Option<ProviderSession>,
    sandbox: SandboxId,
    now: i64,
) -> impl IntoView {
    let relying_party = use_context::<Arc<RelyingParty>>();
    let providers = relying_party.as_ref().map(|party| party.providers()).unwrap_or_default();
    let named = |issuer: &str| {
        let found = providers.iter().find(|provider| provider.issuer(&sandbox) == issuer);
        found.map_or_else(|| format!("{issuer} (not set up here any more)"), |provider| provider.name.clone())
    };
    let linked = |issuer: &str| ways.identities.iter().any(|linked| linked.identity.issuer == issuer);
    let (shown, password) = (!(providers.is_empty() && ways.identities.is_empty()), ways.password);
    let more: Vec<_> = providers
        .iter()
        .filter(|provider| !linked(&provider.issuer(&sandbox)))
        .map(|provider| view! { <Link id=provider.id.to_string() name=provider.name.clone() password/> })
        .collect();
    let rows: Vec<_> = ways
        .identities
        .iter()
        .map(|linked| {
            view! { <Row linked=linked.clone() name=named(&linked.identity.issuer) password now/> }
        })
        .collect();
    let hint = if password {
        "Who you are there opens this account here; the e-mail address does not. Each change asks for your password."
    } else {
        "This account has no password: you come in through a provider. To change something here, or to choose a password, do it \
         within five minutes of proving there who you are."
    };
    let from = provider_session
        .as_ref()
        .and_then(|session| relying_party.as_ref()?.provider_of(&session.identity.issuer));
    let again = from.filter(|_| !password).map(|provider| {
        view! { <Again id=provider.id.to_string() name=provider.name.clone()/> }
    });
    shown.then(|| {
        view! {
            <section class="card" aria-labelledby="ways-in">
                <h2 id="ways-in">"Sign in with"</h2>
                <p class="hint">{hint}</p>
                {again}
                {rows}
                {more}
            </section>
        }
    })
}

#[component]
fn Row(linked: LinkedIdentity, name: String, password: bool, now: i64) -> impl IntoView {
    let LinkedIdentity { identity, linked_at } = linked;
    view! {
        <form class="way-in" method="post" action="/account/identities/unlink">
            <p>
                <strong>{name.clone()}</strong> {format!(" · linked {}", in_words::ago(now - linked_at))} <br/>
                <code>{identity.subject.clone()}</code>
            </p>
            <input type="hidden" name="issuer" value=identity.issuer/>
            <input type="hidden" name="subject" value=identity.subject/>
            <Proof password/>
            <button type="submit">{format!("Unlink {name}")}</button>
        </form>
    }
}

#[component]
fn Link(id: String, name: String, password: bool) -> impl IntoView {
    view! {
        <form class="way-in" method="post" action=format!("/account/providers/{id}/link")>
            <Proof password/>
            <button type="submit">{format!("Link {name}")}</button>
        </form>
    }
}

/// A sign-in at which the provider asks, though it knows the browser.
#[component]
fn Again(id: String, name: String) -> impl IntoView {
    view! {
        <form class="way-in" method="post" action=format!("/sign-in/{id}")>
            <input type="hidden" name="return_to" value="/account"/>
            <input type="hidden" name="again" value="yes"/>
            <button type="submit">{format!("Prove again at {name} who you are")}</button>
        </form>
    }
}

/// What proves again who asks, where there is something to type.
#[component]
fn Proof(password: bool) -> impl IntoView {
    password.then(|| {
        view! { <Field label="Your password here" name="password" kind="password" autocomplete="current-password"/> }
    })
}
