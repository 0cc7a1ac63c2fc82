//! The second factor, which is not kept here.

use std::sync::Arc;

use authn::House;
use authn::relying_party::ProviderSession;
use leptos::either::Either;
use leptos::prelude::*;

/// Where it is kept, and the way there. Nothing, in a house without a provider of its own.
#[component]
pub(super) fn SecondFactor(
    #[prop(optional_no_strip)] provider_session: Option<ProviderSession>,
) -> impl IntoView {
    let home = use_context::<Arc<House>>().and_then(|house| house.home_provider.clone());
    home.map(|home| {
        let issuer = provider_session.map(|session| session.identity.issuer);
        // Somebody who came from there surely has a page there. For a sandbox from which nobody ever went, there is none yet.
        let way = match issuer.filter(|issuer| home.issuer.is_of(issuer)) {
            Some(issuer) => Either::Left(view! {
                <p><a href=format!("{issuer}/account")>"Your account at the identity provider"</a></p>
            }),
            None => Either::Right(view! {
                <p>"Sign in through the identity provider, and this page leads you there."</p>
            }),
        };
        view! {
            <section class="card" aria-labelledby="second-factor">
                <h2 id="second-factor">"Second factor"</h2>
                <p>
                    "It is kept at the identity provider, for every application at once. This app never sees it, and has nothing \
                     to set up or to lose."
                </p>
                {way}
            </section>
        }
    })
}
