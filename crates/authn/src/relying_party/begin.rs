//! Beginning: the browser is given a secret, and sent to the provider.

use openidconnect::url::Url;

use super::provider::Around;
use super::{ATTEMPT_LIFETIME, Attempt, AttemptSecret, ProviderRefusal, Purpose, RelyingParty, ReturnPath};
use crate::{House, Visitor};

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

/// Begins a sign-in through the provider by the name of `id`, which will lead to `return_to`.
///
/// # Errors
/// [`ProviderRefusal::UnknownProvider`], [`ProviderRefusal::ProviderDown`], or as the house refuses.
pub async fn begin(
    house: &House,
    relying_party: &RelyingParty,
    visitor: &Visitor,
    id: &str,
    return_to: ReturnPath,
) -> Result<Departure, ProviderRefusal> {
    depart(house, relying_party, visitor, id, Purpose::SignIn, return_to).await
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
