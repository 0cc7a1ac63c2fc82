//! Signing out here, and then at the provider too (`OpenID` Connect RP-Initiated Logout 1.0).

use domain::Refusal;
use openidconnect::url::Url;
use openidconnect::{IssuerUrl, LogoutRequest, PostLogoutRedirectUrl};

use super::discoveries::Discoveries;
use super::{HttpClient, OpenIdConnect, Protocol, Provider, ProviderRefusal, ProviderSession, RelyingParty};
use crate::cookie_session::{self, Session};
use crate::{House, Visitor};

/// Where a provider sends the browser in the end, below our origin. It is registered there.
const AFTERWARDS: &str = "/account";

/// A browser that is signed out here, and goes on to the provider, which asks whether its user means it.
#[derive(Debug)]
pub struct Farewell {
    /// The provider's name, for people.
    pub provider: String,
    /// Where the browser goes. Nowhere, if the provider does not answer: there its user may still be signed in.
    pub url: Option<Url>,
}

/// Ends the session of this device, and returns how to end the provider's. Nothing, if it came through none, or through one
/// that offers no such thing.
///
/// Here it ends first: whatever becomes of the rest, this door is closed.
///
/// # Errors
/// As the house refuses, and the session lives on.
pub async fn sign_out_everywhere(
    house: &House,
    relying_party: &RelyingParty,
    session: &Session,
    visitor: &Visitor,
) -> Result<Option<Farewell>, Refusal> {
    let sign_in = cookie_session::current_sign_in(house, session, visitor).await?;
    cookie_session::log_out(house, session, visitor).await?;
    let Some(came_through) = sign_in.provider_session else { return Ok(None) };
    let Some(provider) = relying_party.offers_logout(&came_through) else { return Ok(None) };
    let Protocol::OpenIdConnect(protocol) = &provider.protocol else { return Ok(None) };
    let around = (&relying_party.http, &relying_party.discoveries, house.clock.now());
    let asked = match relying_party.below_origin(AFTERWARDS) {
        Ok(afterwards) => protocol.end_session(&came_through.identity.issuer, afterwards, around).await,
        Err(refusal) => Err(refusal),
    };
    // Why not is in the log.
    Ok(Some(Farewell { provider: provider.name.clone(), url: asked.ok().map(LogoutRequest::http_get_url) }))
}

impl RelyingParty {
    /// The provider of a session, if it can be asked to end its own.
    #[must_use]
    pub fn offers_logout(&self, session: &ProviderSession) -> Option<&Provider> {
        self.provider_of(&session.identity.issuer).filter(|_| session.offers_logout)
    }
}

impl OpenIdConnect {
    /// The question to end a session, for a browser to carry (§2).
    ///
    /// It has no `id_token_hint`: that would put an ID token into the browser and its history (ASVS 10.1.1, 14.2.1). So the
    /// provider asks its user, which a link that anybody can write should make it do anyway. Nor has it a `state`: nothing
    /// here depends on the way back.
    pub(super) async fn end_session(
        &self,
        issuer: &str,
        afterwards: Url,
        (http, discoveries, now): (&HttpClient, &Discoveries, i64),
    ) -> Result<LogoutRequest, ProviderRefusal> {
        let issuer = IssuerUrl::new(issuer.to_owned()).map_err(|error| {
            tracing::error!(%error, "issuer");
            ProviderRefusal::ProviderDown
        })?;
        let metadata = discoveries.read(&issuer, http, now).await?;
        let endpoint = metadata.additional_metadata().end_session_endpoint.clone();
        let request = LogoutRequest::from(endpoint.ok_or(ProviderRefusal::ProviderDown)?)
            .set_client_id(self.client_id.clone())
            .set_post_logout_redirect_uri(PostLogoutRedirectUrl::from_url(afterwards));
        Ok(request)
    }
}
