//! The providers, as they are set up.

use std::fmt;
use std::str::FromStr;

use domain::SandboxId;
use openidconnect::RedirectUrl;
use openidconnect::url::Url;

use super::discoveries::Discoveries;
use super::{
    AttemptSecret, AuthorizationResponse, GitHub, HttpClient, Identified, OpenIdConnect, ProviderRefusal,
};
use crate::Clock;

/// The name of a provider in our own addresses: lower-case letters, digits and dashes, at most 32.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProviderId(String);

/// A provider that is set up wrongly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidProvider {
    /// Its name in our addresses.
    #[error("`{0}` is no id: it takes lower-case letters, digits and dashes, at most 32")]
    Id(String),
    /// Its issuer.
    #[error(
        "`{0}` is no issuer: it takes an https:// address, or an http:// one on this machine, as the provider writes it"
    )]
    Issuer(String),
}

/// Somebody else's server that says who somebody is.
#[derive(Debug)]
pub struct Provider {
    /// Its name in our own addresses.
    pub id: ProviderId,
    /// What its button says.
    pub name: String,
    /// How it is spoken to.
    pub protocol: Protocol,
}

/// How a provider is spoken to.
#[derive(Debug)]
pub enum Protocol {
    /// As the standard says.
    OpenIdConnect(OpenIdConnect),
    /// As GitHub does: OAuth 2.0, with an API to ask who somebody is.
    GitHub(Box<GitHub>),
}

/// This app, as its providers know it.
#[derive(Debug)]
pub struct RelyingParty {
    pub(super) providers: Vec<Provider>,
    pub(super) http: HttpClient,
    pub(super) discoveries: Discoveries,
    origin: String,
}

/// What a conversation with a provider needs around it.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) http: &'a HttpClient,
    pub(super) discoveries: &'a Discoveries,
    pub(super) clock: &'a dyn Clock,
    pub(super) sandbox: &'a SandboxId,
    pub(super) redirect_uri: &'a RedirectUrl,
    pub(super) secret: &'a AttemptSecret,
}

impl RelyingParty {
    /// An app at `origin` with these providers.
    #[must_use]
    pub fn new(origin: String, providers: Vec<Provider>, http: HttpClient) -> Self {
        Self { providers, http, discoveries: Discoveries::default(), origin }
    }

    /// The providers, in the order in which they were set up.
    #[must_use]
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// The provider by that id.
    ///
    /// # Errors
    /// [`ProviderRefusal::UnknownProvider`].
    pub fn provider(&self, id: &str) -> Result<&Provider, ProviderRefusal> {
        self.providers
            .iter()
            .find(|provider| provider.id.as_str() == id)
            .ok_or(ProviderRefusal::UnknownProvider)
    }

    /// The one address that a provider sends the browser back to. It is registered there, and compared whole (RFC 9700
    /// §4.1.3); each provider has its own, so that an answer of one is not taken for another's (RFC 9700 §4.4.2.2).
    pub(super) fn redirect_uri(&self, provider: &Provider) -> Result<RedirectUrl, ProviderRefusal> {
        self.below_origin(&format!("/sign-in/{}/callback", provider.id)).map(RedirectUrl::from_url)
    }

    /// An address of ours.
    pub(super) fn below_origin(&self, path: &str) -> Result<Url, ProviderRefusal> {
        format!("{}{path}", self.origin).parse().map_err(|error| {
            tracing::error!(%error, path, "no address of ours");
            ProviderRefusal::UnknownProvider
        })
    }

    /// The provider that calls itself so, towards whichever sandbox.
    #[must_use]
    pub fn provider_of(&self, issuer: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.calls_itself(issuer))
    }
}

impl Provider {
    /// Its name for itself towards a sandbox.
    #[must_use]
    pub fn issuer(&self, sandbox: &SandboxId) -> String {
        match &self.protocol {
            Protocol::OpenIdConnect(provider) => provider.issuer.of(sandbox),
            Protocol::GitHub(github) => github.issuer.clone(),
        }
    }

    fn calls_itself(&self, issuer: &str) -> bool {
        match &self.protocol {
            Protocol::OpenIdConnect(provider) => provider.issuer.is_of(issuer),
            Protocol::GitHub(github) => github.issuer == issuer,
        }
    }

    /// Where a browser goes to sign in there.
    pub(super) async fn authorization_url(&self, around: Around<'_>) -> Result<Url, ProviderRefusal> {
        match &self.protocol {
            Protocol::OpenIdConnect(provider) => provider.authorization_url(around).await,
            Protocol::GitHub(github) => github.authorization_url(around),
        }
    }

    /// Whom it means by an answer.
    pub(super) async fn identify(
        &self,
        around: Around<'_>,
        answer: AuthorizationResponse,
    ) -> Result<Identified, ProviderRefusal> {
        match &self.protocol {
            Protocol::OpenIdConnect(provider) => provider.identify(around, answer).await,
            Protocol::GitHub(github) => github.identify(around, answer).await,
        }
    }
}

impl ProviderId {
    /// The id as it stands in addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProviderId {
    type Err = InvalidProvider;

    fn from_str(text: &str) -> Result<Self, InvalidProvider> {
        let spelled = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if text.is_empty() || text.len() > 32 || !spelled {
            return Err(InvalidProvider::Id(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for ProviderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
