//! On the way to a provider, or back from one in vain.

use leptos::either::{Either, EitherOf4};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::not_found::NotFound;
use crate::{ProviderPage, lab};

/// What the server has decided to show.
#[component]
pub(crate) fn ThroughProvider() -> impl IntoView {
    match use_context::<ProviderPage>() {
        Some(ProviderPage::Leave { provider, url }) => EitherOf4::A(view! { <Leave provider url/> }),
        Some(ProviderPage::SignOut { provider, url }) => EitherOf4::B(view! { <SignOut provider url/> }),
        Some(ProviderPage::Refused { provider, refusal }) => {
            EitherOf4::C(view! { <Refused provider words=refusal.to_string()/> })
        }
        None => EitherOf4::D(view! { <NotFound/> }),
    }
}

/// The browser follows by itself, at once and without a script. A navigation that the page begins is none that a form
/// began, so `form-action` has nothing to say to it.
#[component]
fn Leave(provider: String, url: String) -> impl IntoView {
    view! {
        <Title text=format!("On to {provider}")/>
        <Meta http_equiv="refresh" content=format!("0; url={url}")/>
        <section class="page">
            <h1>{format!("On to {provider}.")}</h1>
            <p class="lede">
                "You sign in there: your password is for that page alone. The tokens that it gives out go from its server to ours, \
                 and never to your browser."
            </p>
            <p><a class="primary" href=url>{format!("Go on to {provider}")}</a></p>
        </section>
    }
}

/// The same way, and without a word of who it was.
#[component]
fn SignOut(provider: String, #[prop(optional_no_strip)] url: Option<String>) -> impl IntoView {
    let onward = match url {
        Some(url) => Either::Left(view! {
            <Meta http_equiv="refresh" content=format!("0; url={url}")/>
            <p class="lede">
                {format!("Now on to {provider}, which asks whether you mean to sign out there as well.")}
            </p>
            <p><a class="primary" href=url>{format!("Go on to {provider}")}</a></p>
        }),
        None => Either::Right(view! {
            <p class="slot refusal" role="alert">
                {format!("But you may still be signed in at {provider}, which does not answer. Sign out there as well.")}
            </p>
            <p><a class="primary" href="/account">"Back to your account"</a></p>
        }),
    };
    view! {
        <Title text="Signed out here"/>
        <section class="page">
            <h1>"You are signed out here."</h1>
            {onward}
        </section>
    }
}

#[component]
fn Refused(provider: Option<String>, words: String) -> impl IntoView {
    view! {
        <Title text="That did not work"/>
        <section class="page">
            <h1>"That did not work."</h1>
            {provider.map(|provider| view! { <p class="lede">{format!("You were on your way through {provider}.")}</p> })}
            <p class="slot refusal" role="alert">{words}</p>
            <p><a class="primary" href="/account">"Back to your account"</a></p>
            {lab::is_open().then(|| view! { <p>"Or " <a href="/compare">"compare the two doors"</a> "."</p> })}
        </section>
    }
}
