//! Who looks at a page: the browser sent the cookie along when it asked for it.

use std::sync::Arc;

use authn::cookie_session::SignIn;
use authn::relying_party::{ProviderSession, RelyingParty};
use domain::{Device, Refusal, User};
use leptos::prelude::use_context;

use super::safari_note::loses_cookie;
use crate::caller;

/// Somebody who is signed in through the session door, and their devices; or nobody.
pub(super) struct Visit {
    /// Who.
    pub user: Option<User>,
    /// Through which session of a provider's they came in, if they did.
    pub provider_session: Option<ProviderSession>,
    /// Their sessions.
    pub devices: Vec<Device>,
    /// The server's time, in seconds since 1970.
    pub now: i64,
    /// Whether this browser would not keep the session's cookie.
    pub loses_cookie: bool,
}

impl Visit {
    /// Reads it.
    ///
    /// # Errors
    /// Whatever keeps the house from telling; being signed out is an answer, not an error.
    pub(super) async fn read() -> Result<Self, Refusal> {
        let (house, session, visitor) = caller().await?;
        let now = house.clock.now();
        let loses_cookie = loses_cookie(&visitor.device);
        let (user, provider_session, devices) =
            match authn::cookie_session::current_sign_in(&house, &session, &visitor).await {
                Ok(SignIn { user, provider_session, .. }) => {
                    let devices = authn::cookie_session::devices(&house, &session, &visitor).await?;
                    (Some(user), provider_session, devices)
                }
                Err(Refusal::Unauthorized) => (None, None, Vec::new()),
                Err(refusal) => return Err(refusal),
            };
        Ok(Self { user, provider_session, devices, now, loses_cookie })
    }

    /// The provider that they came through, if it can be asked to sign them out as well.
    pub(super) fn signs_out_at(&self) -> Option<String> {
        let relying_party = use_context::<Arc<RelyingParty>>()?;
        let provider = relying_party.offers_logout(self.provider_session.as_ref()?)?;
        Some(provider.name.clone())
    }
}
