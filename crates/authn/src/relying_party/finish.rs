//! Finishing: what the provider answered is checked from the outside in, and only then does anything happen.

use domain::{Email, Refusal, UserName};
use serde::Deserialize;

use super::provider::Around;
use super::{
    Attempt, AttemptSecret, Identified, NewAccountOf, ProviderRefusal, Purpose, RelyingParty, ReturnPath,
};
use crate::cookie_session::{self, Session};
use crate::{House, StoredAccount, ThrottleKey, Visitor};

/// What comes back in the address (RFC 6749 §4.1.2, RFC 9207 §2). Anybody can write one.
#[derive(Default, Deserialize)]
pub struct AuthorizationResponse {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
    #[serde(rename = "iss")]
    pub(super) issuer: Option<String>,
}

impl AuthorizationResponse {
    /// Whether it answers the attempt of this secret (RFC 6749 §10.12).
    pub(super) fn belongs_to(&self, secret: &AttemptSecret) -> bool {
        self.state.as_deref().is_some_and(|state| secret.made(state))
    }

    /// The code, if the provider gave one.
    pub(super) fn code(self) -> Result<String, ProviderRefusal> {
        match (self.code, self.error.as_deref()) {
            (Some(code), None) => Ok(code),
            (_, Some("access_denied")) => Err(ProviderRefusal::Denied),
            // What else it may be is in a list that providers add to (RFC 6749 §4.1.2.1).
            _ => Err(ProviderRefusal::ProviderRefused),
        }
    }
}

/// Finishes the attempt whose `secret` the browser showed: signs somebody in, or links what they asked for. Returns
/// where the browser goes now.
///
/// Whatever comes of it, the attempt is over.
///
/// # Errors
/// [`ProviderRefusal`], and nobody is signed in, no account is made and nothing is linked.
pub async fn finish(
    house: &House,
    relying_party: &RelyingParty,
    session: &Session,
    visitor: &Visitor,
    (id, secret): (&str, Option<AttemptSecret>),
    answer: AuthorizationResponse,
) -> Result<(Purpose, ReturnPath), ProviderRefusal> {
    let provider = relying_party.provider(id)?;
    // #region the answer
    let secret = secret.ok_or(ProviderRefusal::NoAttempt)?;
    let taken = house.store.take_attempt(&secret.id()).await.map_err(Refusal::from)?;
    let attempt = taken.ok_or(ProviderRefusal::NoAttempt)?;
    if attempt.expires_at <= house.clock.now() {
        return Err(ProviderRefusal::Expired);
    }
    let own = answer.belongs_to(&secret);
    if !own || attempt.provider != provider.id || !visitor.may_live_in(&attempt.sandbox) {
        tracing::warn!(event = "state_refused", provider = %provider.id, address = %visitor.address);
        return Err(ProviderRefusal::WrongState);
    }
    let around = Around {
        http: &relying_party.http,
        discoveries: &relying_party.discoveries,
        clock: &*house.clock,
        sandbox: &attempt.sandbox,
        redirect_uri: &relying_party.redirect_uri(provider)?,
        secret: &secret,
    };
    let identified = provider.identify(around, answer).await?;
    // #endregion the answer
    match attempt.purpose {
        Purpose::SignIn => sign_in(house, session, visitor, &attempt, identified).await?,
        Purpose::Link(_) => link(house, session, visitor, &attempt, &identified).await?,
    }
    // They came back: what is counted is who leaves and does not.
    let departures = ThrottleKey::Departure(attempt.sandbox, visitor.address);
    house.throttles.forget_failures(&departures).await.map_err(Refusal::from)?;
    Ok((attempt.purpose, attempt.return_to))
}

async fn sign_in(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    attempt: &Attempt,
    identified: Identified,
) -> Result<(), ProviderRefusal> {
    let found = house.store.find_account_of(&attempt.sandbox, &identified.identity).await;
    let provider_session = identified.provider_session();
    let account = match found.map_err(Refusal::from)? {
        Some(account) => account,
        None => create_account(house, attempt, identified).await?,
    };
    if account.disabled {
        return Err(ProviderRefusal::AccountDisabled);
    }
    let user = account.user.id.0;
    // From here on it is a sign-in like every other: a fresh id, a row, a device that is known.
    let (user_row, version) = (account.user, account.password_version);
    cookie_session::begin(house, session, visitor, user_row, version, Some(provider_session)).await?;
    tracing::info!(event = "authn_login_success", user, provider = %attempt.provider, address = %visitor.address);
    Ok(())
}

/// An account without a password. An address that is taken stays with whoever has it: the provider vouches for somebody,
/// and not for whose account this is (`OpenID` Connect Core 1.0 §5.7).
async fn create_account(
    house: &House,
    attempt: &Attempt,
    identified: Identified,
) -> Result<StoredAccount, ProviderRefusal> {
    let email = identified.email.ok_or(ProviderRefusal::NoAddress)?;
    let name = identified.name.or_else(|| name_of(&email)).ok_or(ProviderRefusal::NoAddress)?;
    let account = NewAccountOf {
        identity: &identified.identity,
        sandbox: &attempt.sandbox,
        email: &email,
        name: &name,
    };
    let created = house.store.create_account_of(account, house.clock.now()).await.map_err(Refusal::from)?;
    tracing::info!(event = "user_created", created = created.is_some(), provider = %attempt.provider);
    created.ok_or(ProviderRefusal::AddressTaken)
}

fn name_of(email: &Email) -> Option<UserName> {
    email.as_str().split('@').next()?.parse().ok()
}

async fn link(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    attempt: &Attempt,
    identified: &Identified,
) -> Result<(), ProviderRefusal> {
    let user =
        cookie_session::current_user(house, session, visitor).await.map_err(|refusal| match refusal {
            Refusal::Unauthorized => ProviderRefusal::SignedOut,
            refusal => ProviderRefusal::House(refusal),
        })?;
    // Somebody else may sit here by now. An account lives in one sandbox, so the attempt's is this one's too.
    if attempt.purpose != Purpose::Link(user.id) {
        return Err(ProviderRefusal::SignedOut);
    }
    let linked = house.store.link(&user, &attempt.sandbox, &identified.identity, house.clock.now()).await;
    if !linked.map_err(Refusal::from)? {
        return Err(ProviderRefusal::IdentityTaken);
    }
    tracing::info!(event = "identity_linked", user = user.id.0, provider = %attempt.provider);
    Ok(())
}
