//! How whoever looks at this page signed in: here, or at a provider, and then by which methods.

use std::sync::Arc;

use authn::relying_party::{ProviderSession, RelyingParty};
use leptos::either::Either;
use leptos::prelude::*;

use crate::doors::Fact;
use crate::in_words;

/// What the session's row says of it.
#[component]
pub(super) fn ThisSession(
    #[prop(optional_no_strip)] provider_session: Option<ProviderSession>,
    now: i64,
) -> impl IntoView {
    let how = match provider_session {
        None => Either::Left(view! { <p>"You signed in with your password here."</p> }),
        Some(session) => Either::Right(view! { <Through session now/> }),
    };
    view! {
        <section class="card" aria-labelledby="this-session">
            <h2 id="this-session">"This session"</h2>
            {how}
        </section>
    }
}

#[component]
fn Through(session: ProviderSession, now: i64) -> impl IntoView {
    let ProviderSession { identity, authentication, .. } = session;
    let provider = use_context::<Arc<RelyingParty>>()
        .and_then(|party| party.provider_of(&identity.issuer).map(|provider| provider.name.clone()));
    let methods = if authentication.amr.is_empty() {
        "It does not say".to_owned()
    } else {
        authentication.amr.iter().map(|method| method_in_words(method)).collect::<Vec<_>>().join(", ")
    };
    view! {
        <p>
            "You signed in through " <strong>{provider.unwrap_or_else(|| identity.issuer.clone())}</strong>
            ". It told this app who you are, and how you proved it there:"
        </p>
        <dl class="facts">
            <Fact name="how" value=methods/>
            {authentication.auth_time.map(|at| view! { <Fact name="when" value=in_words::ago(now - at)/> })}
            {authentication.acr.map(|acr| view! { <Fact name="acr" value=acr/> })}
            <Fact name="issuer" value=identity.issuer/>
        </dl>
    }
}

/// A method, as people say it, and as RFC 8176 §2 has it.
fn method_in_words(method: &str) -> String {
    let said = match method {
        "pwd" => "a password",
        "otp" => "a one-time code",
        "hwk" | "swk" | "pop" => "a key that the device keeps",
        "pin" => "a PIN",
        "user" => "the device asked its user",
        "mfa" => "more than one factor",
        other => return other.to_owned(),
    };
    format!("{said} ({method})")
}

#[cfg(test)]
mod tests {
    use super::method_in_words;

    #[test]
    fn what_has_no_word_stands_as_it_is() {
        assert_eq!([method_in_words("pwd"), method_in_words("iris")], ["a password (pwd)", "iris"]);
    }
}
