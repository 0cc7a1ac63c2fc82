//! A relying party that knows one provider, and keeps sessions of its own: the same questions and the same checks as the
//! app's, without a house around them.
//!
//! Who is asked about is a sandbox, for the provider may be another issuer towards each.

use domain::SandboxId;
use openidconnect::url::Url;
use openidconnect::{CsrfToken, RedirectUrl};

use super::discoveries::Discoveries;
use super::provider::Around;
use super::{
    AttemptSecret, AuthorizationResponse, BackChannelRefusal, HttpClient, Identified, LoggedOut,
    OpenIdConnect, ProviderRefusal,
};
use crate::Clock;

/// A provider, and what a conversation with it takes.
#[derive(Debug)]
pub struct SoleProvider {
    provider: OpenIdConnect,
    redirect_uri: RedirectUrl,
    http: HttpClient,
    discoveries: Discoveries,
}

impl SoleProvider {
    /// A program that the provider sends users back to at `redirect_uri`, character by character.
    #[must_use]
    pub fn new(provider: OpenIdConnect, redirect_uri: Url, http: HttpClient) -> Self {
        let redirect_uri = RedirectUrl::from_url(redirect_uri);
        Self { provider, redirect_uri, http, discoveries: Discoveries::default() }
    }

    /// The provider's name for itself towards a sandbox.
    #[must_use]
    pub fn issuer(&self, sandbox: &SandboxId) -> String {
        self.provider.issuer.of(sandbox)
    }

    /// Where a browser that holds `secret` goes to sign in.
    ///
    /// # Errors
    /// [`ProviderRefusal::ProviderDown`], [`ProviderRefusal::UnknownSandbox`].
    pub async fn authorization_url(
        &self,
        sandbox: &SandboxId,
        secret: &AttemptSecret,
        clock: &dyn Clock,
    ) -> Result<Url, ProviderRefusal> {
        self.provider.authorization_url(self.around(sandbox, secret, clock)).await
    }

    /// Whom the provider means by an answer to the attempt of this `secret`. What the attempt was, and that it is not
    /// answered twice, is the caller's to know.
    ///
    /// # Errors
    /// [`ProviderRefusal`], and nobody is meant.
    pub async fn identify(
        &self,
        sandbox: &SandboxId,
        secret: &AttemptSecret,
        clock: &dyn Clock,
        answer: AuthorizationResponse,
    ) -> Result<Identified, ProviderRefusal> {
        if !answer.belongs_to(secret) {
            return Err(ProviderRefusal::WrongState);
        }
        self.provider.identify(self.around(sandbox, secret, clock), answer).await
    }

    /// Where a browser goes to sign out of the provider too, to come back to `afterwards`, which is registered there.
    ///
    /// It carries no ID token: that would stand in the browser's history. So the provider asks whether the user means it.
    ///
    /// # Errors
    /// [`ProviderRefusal::ProviderDown`], also for a provider that offers no such thing.
    pub async fn end_session_url(
        &self,
        sandbox: &SandboxId,
        afterwards: Url,
        clock: &dyn Clock,
    ) -> Result<Url, ProviderRefusal> {
        let around = (&self.http, &self.discoveries, clock.now());
        let request = self.provider.end_session(&self.issuer(sandbox), afterwards, around).await?;
        Ok(request.set_state(CsrfToken::new(sandbox.to_string())).http_get_url())
    }

    /// Whose session has ended, according to a message of the provider's server (`OpenID` Connect Back-Channel Logout
    /// 1.0 §2.5). Of which sandbox is read from the message, and then checked with everything else.
    ///
    /// # Errors
    /// [`BackChannelRefusal`], and nobody is to be signed out.
    pub async fn logged_out(
        &self,
        logout_token: &str,
        clock: &dyn Clock,
    ) -> Result<LoggedOut, BackChannelRefusal> {
        self.provider.logged_out(logout_token, &self.http, &self.discoveries, clock.now()).await
    }

    fn around<'a>(
        &'a self,
        sandbox: &'a SandboxId,
        secret: &'a AttemptSecret,
        clock: &'a dyn Clock,
    ) -> Around<'a> {
        Around {
            http: &self.http,
            discoveries: &self.discoveries,
            clock,
            sandbox,
            redirect_uri: &self.redirect_uri,
            secret,
        }
    }
}
