//! The provider's server tells ours that a session has ended there: so it ends here, whether its browser is there or not
//! (`OpenID` Connect Back-Channel Logout 1.0).

use domain::{Refusal, SandboxId};
use openidconnect::IssuerUrl;

use super::discoveries::Discoveries;
use super::logout_token::claimed_issuer;
use super::{
    HttpClient, LoggedOut, LogoutTokenRefusal, OpenIdConnect, Protocol, ProviderRefusal, RelyingParty,
    check_logout_token,
};
use crate::{House, StoreError};

/// Why nobody is signed out by a message of the provider's server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackChannelRefusal {
    /// The message is not to be believed.
    #[error(transparent)]
    Token(#[from] LogoutTokenRefusal),
    /// The provider is not one of ours, or its keys, which the message is checked with, cannot be had.
    #[error(transparent)]
    Provider(#[from] ProviderRefusal),
}

// #region back-channel logout
/// Ends the sessions that a logout token of the provider by the name of `id` means: of one session of the provider's, or, if
/// it names none, all of its subject's. Returns how many there were.
///
/// A token that comes twice finds nothing the second time, so its `jti` need not be remembered: what it names has ended. Only one
/// without `sid` would end what has begun since, for as long as it is good.
///
/// # Errors
/// [`BackChannelRefusal`], and everybody stays signed in.
pub async fn log_out_by_back_channel(
    house: &House,
    relying_party: &RelyingParty,
    id: &str,
    logout_token: &str,
) -> Result<u64, BackChannelRefusal> {
    let Protocol::OpenIdConnect(provider) = &relying_party.provider(id)?.protocol else {
        return Err(ProviderRefusal::UnknownProvider.into());
    };
    // Anybody may send us something: nobody's keys are fetched for a sandbox that is not ours.
    let (_, sandbox) = provider.claimed_issuer(logout_token)?;
    if !house.store.sandbox_exists(&sandbox).await.map_err(unavailable)? {
        return Err(LogoutTokenRefusal::WrongIssuer.into());
    }
    let (http, discoveries) = (&relying_party.http, &relying_party.discoveries);
    let logged_out = provider.logged_out(logout_token, http, discoveries, house.clock.now()).await?;
    let ended = house.sessions.end_sessions_of(&logged_out).await.map_err(unavailable)?;
    tracing::info!(event = "backchannel_logout", provider = id, sid = logged_out.sid, ended);
    Ok(ended)
}
// #endregion back-channel logout

fn unavailable(error: StoreError) -> ProviderRefusal {
    Refusal::from(error).into()
}

impl OpenIdConnect {
    /// Which issuer a message says that it is of, and towards which sandbox, if that is one of this provider's. Nothing else
    /// is checked yet.
    fn claimed_issuer(&self, logout_token: &str) -> Result<(IssuerUrl, SandboxId), LogoutTokenRefusal> {
        let claimed = claimed_issuer(logout_token)?;
        let sandbox = self.issuer.sandbox_of(&claimed).ok_or(LogoutTokenRefusal::WrongIssuer)?;
        let issuer = IssuerUrl::new(claimed).map_err(|_| LogoutTokenRefusal::WrongIssuer)?;
        Ok((issuer, sandbox))
    }

    /// Whose session has ended, according to a message of the provider's server (§2.5). If its key is not known, the keys are
    /// read again, once.
    pub(super) async fn logged_out(
        &self,
        logout_token: &str,
        http: &HttpClient,
        discoveries: &Discoveries,
        now: i64,
    ) -> Result<LoggedOut, BackChannelRefusal> {
        let (issuer, _) = self.claimed_issuer(logout_token)?;
        let metadata = discoveries.read(&issuer, http, now).await?;
        let check = |keys: &_| check_logout_token(logout_token, keys, &issuer, &self.client_id, now);
        match check(metadata.jwks()) {
            Err(LogoutTokenRefusal::UnknownKey) => {
                let metadata = discoveries.read_keys_again(&metadata, http, now).await?;
                Ok(check(metadata.jwks())?)
            }
            checked => Ok(checked?),
        }
    }
}
