//! The ways into one's own account, and beginning to add one.

use domain::{Password, Refusal, User};

use super::begin::depart;
use super::reauthentication::prove_again;
use super::{Departure, LinkedIdentity, ProviderRefusal, Purpose, RelyingParty, ReturnPath};
use crate::cookie_session::Session;
use crate::{House, Visitor};

/// How somebody may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaysIn {
    /// With a password.
    pub password: bool,
    /// Through providers, oldest first; those too that are not set up here any more.
    pub identities: Vec<LinkedIdentity>,
}

/// The ways into an account.
///
/// # Errors
/// [`Refusal::Unavailable`].
pub async fn ways_in(house: &House, user: &User) -> Result<WaysIn, Refusal> {
    Ok(WaysIn {
        password: house.store.has_password(user.id).await?,
        identities: house.store.identities(user.id).await?,
    })
}

/// Begins to make the provider by the name of `id` another way in, once whoever asks has proven again who they are.
///
/// # Errors
/// [`Refusal::WrongCurrentPassword`], [`ProviderRefusal::SignInTooOld`], and as for every beginning.
pub async fn begin_linking(
    house: &House,
    relying_party: &RelyingParty,
    session: &Session,
    visitor: &Visitor,
    id: &str,
    password: Option<Password>,
) -> Result<Departure, ProviderRefusal> {
    let sign_in = prove_again(house, session, visitor, password).await?;
    // Where the account lives, whatever the lab's cookie says.
    let visitor = Visitor { sandbox: Some(sign_in.sandbox), ..visitor.clone() };
    let purpose = Purpose::Link(sign_in.user.id);
    depart(house, relying_party, &visitor, id, purpose, ReturnPath::Account).await
}
