//! Beginning: the browser is given a secret, and sent to the provider.

use openidconnect::url::Url;

use super::provider::Around;
use super::reauthentication::FRESH;
use super::{ATTEMPT_LIFETIME, Attempt, AttemptSecret, ProviderRefusal, Purpose, RelyingParty, ReturnPath};
use crate::credentials::refuse_while_throttled;
use crate::{House, ThrottleKey, Visitor};

/// A browser that is about to leave for a provider.
#[derive(Debug)]
pub struct Departure {
    /// The provider's name, for people.
    pub provider: String,
    /// Where the browser goes.
    pub url: Url,
    /// What it keeps meanwhile.
    pub secret: AttemptSecret,
}

/// What the provider is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Who it is. Whoever is signed in there need not say so again: that is single sign-on.
    WhoIsIt,
    /// To have them prove it again, and to say when they did (`OpenID` Connect Core 1.0 §3.1.2.1).
    ProveItAgain,
}

impl Question {
    fn put_into(self, mut url: Url) -> Url {
        if self == Self::ProveItAgain {
            url.query_pairs_mut().append_pair("prompt", "login").append_pair("max_age", &FRESH.to_string());
        }
        url
    }
}

/// Begins a sign-in through the provider by the name of `id`, which will lead to `return_to`.
///
/// # Errors
/// [`ProviderRefusal::UnknownProvider`], [`ProviderRefusal::ProviderDown`], or as the house refuses: with
/// [`domain::Refusal::Throttled`], if too many of this address left and did not come back.
pub async fn begin(
    house: &House,
    relying_party: &RelyingParty,
    visitor: &Visitor,
    id: &str,
    question: Question,
    return_to: ReturnPath,
) -> Result<Departure, ProviderRefusal> {
    let departure = depart(house, relying_party, visitor, id, Purpose::SignIn, return_to).await?;
    Ok(Departure { url: question.put_into(departure.url), ..departure })
}

pub(super) async fn depart(
    house: &House,
    relying_party: &RelyingParty,
    visitor: &Visitor,
    id: &str,
    purpose: Purpose,
    return_to: ReturnPath,
) -> Result<Departure, ProviderRefusal> {
    let provider = relying_party.provider(id)?;
    let sandbox = visitor.home();
    let departures = [ThrottleKey::Departure(sandbox.clone(), visitor.address)];
    refuse_while_throttled(house, &departures).await?;
    house.throttles.note_failure(&departures, house.clock.now()).await.map_err(domain::Refusal::from)?;
    if let Some(home) = house.home_provider.as_ref().filter(|home| home.id == provider.id) {
        home.realms.ensure(&sandbox).await?;
    }
    let secret = AttemptSecret::new(&*house.random);
    let around = Around {
        http: &relying_party.http,
        discoveries: &relying_party.discoveries,
        clock: &*house.clock,
        sandbox: &sandbox,
        redirect_uri: &relying_party.redirect_uri(provider)?,
        secret: &secret,
    };
    let url = provider.authorization_url(around).await?;
    let attempt = Attempt {
        provider: provider.id.clone(),
        sandbox: sandbox.clone(),
        purpose,
        return_to,
        expires_at: house.clock.now() + ATTEMPT_LIFETIME,
    };
    house.store.add_attempt(&secret.id(), &attempt).await.map_err(domain::Refusal::from)?;
    Ok(Departure { provider: provider.name.clone(), url, secret })
}
