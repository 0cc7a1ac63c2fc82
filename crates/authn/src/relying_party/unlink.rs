//! Taking a way in away: never the last.

use domain::{Password, Refusal};

use super::reauthentication::prove_again;
use super::{Identity, ProviderRefusal, RelyingParty, Unlinked};
use crate::cookie_session::Session;
use crate::{House, Visitor};

/// Makes an identity a way into the account of whoever is signed in no more, once they have proven again who they are.
/// Its sessions stay.
///
/// # Errors
/// [`ProviderRefusal::LastWayIn`], [`Refusal::NotFound`], [`Refusal::WrongCurrentPassword`] or
/// [`ProviderRefusal::SignInTooOld`].
pub async fn unlink(
    house: &House,
    relying_party: &RelyingParty,
    session: &Session,
    visitor: &Visitor,
    identity: &Identity,
    password: Option<Password>,
) -> Result<(), ProviderRefusal> {
    let sign_in = prove_again(house, session, visitor, password).await?;
    let (user, sandbox) = (sign_in.user, sign_in.sandbox);
    // An identity of a provider that is not set up here any more opens nothing, so it does not count as a way in.
    let usable: Vec<_> = relying_party.providers.iter().map(|provider| provider.issuer(&sandbox)).collect();
    match house.store.unlink(user.id, identity, &usable).await.map_err(Refusal::from)? {
        Unlinked::Done => {
            let issuer = &identity.issuer;
            tracing::info!(
                event = "user_updated",
                user = user.id.0,
                attributes = "identities",
                unlinked = issuer
            );
            Ok(())
        }
        Unlinked::NotLinked => Err(Refusal::NotFound.into()),
        Unlinked::LastWayIn => Err(ProviderRefusal::LastWayIn),
    }
}
