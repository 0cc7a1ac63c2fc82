//! The ways in through somebody else: a button for each provider that is set up, and nothing at all without one.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A provider that people may sign in through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInProvider {
    /// Its name in our addresses.
    pub id: String,
    /// Its name for people.
    pub name: String,
}

impl SignInProvider {
    /// Those that are set up.
    #[cfg(feature = "ssr")]
    pub(crate) fn all() -> Vec<Self> {
        use std::sync::Arc;

        use authn::relying_party::RelyingParty;

        let Some(relying_party) = use_context::<Arc<RelyingParty>>() else { return Vec::new() };
        let named = relying_party.providers().iter();
        named.map(|provider| Self { id: provider.id.to_string(), name: provider.name.clone() }).collect()
    }
}

/// Plain forms: they work before a script does, and without one. The browser comes back to `return_to`.
#[component]
pub(crate) fn Providers(providers: Vec<SignInProvider>, #[prop(into)] return_to: String) -> impl IntoView {
    (!providers.is_empty()).then(|| {
        let buttons = providers.into_iter().map(|provider| {
            view! {
                <form method="post" action=format!("/sign-in/{}", provider.id)>
                    <input r#type="hidden" name="return_to" value=return_to.clone()/>
                    <button type="submit">{format!("Continue with {}", provider.name)}</button>
                </form>
            }
        });
        view! { <div class="providers">{buttons.collect_view()}</div> }
    })
}
