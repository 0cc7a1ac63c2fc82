//! Choosing a password for an account that has none, because it came from a provider: another way in.

use domain::{NewPassword, Refusal};

use super::ProviderRefusal;
use super::reauthentication::prove_again;
use crate::cookie_session::{self, Session};
use crate::{Ending, House, Passwords, Visitor, tidy};

/// Sets the first password of whoever is signed in, once they have proven again who they are: by a fresh sign-in at their provider,
/// for there is no password to ask for (ASVS 7.5.1). Every session ends in the same step, and this device gets a new one, under
/// a new id (ASVS 7.2.4, 7.4.3).
///
/// # Errors
/// [`ProviderRefusal::SignInTooOld`], [`Refusal::Password`] if it may not be chosen, [`Refusal::WrongCurrentPassword`] for an
/// account that has one, and as the house refuses.
pub async fn choose_password(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    new: &NewPassword,
) -> Result<(), ProviderRefusal> {
    let sign_in = prove_again(house, session, visitor, None).await?;
    Passwords::refuse_commonest(new).map_err(Refusal::from)?;
    let hash = house.passwords.turn().await?.hash(new.expose().as_bytes()).await?;
    let (user, version) = (sign_in.user, sign_in.password_version);
    let ended = cookie_session::alive(house, user.id).await?;
    if !house.store.change_password(user.id, &hash, version).await.map_err(Refusal::from)? {
        // Another of the owner's devices was faster, and that ended this session too.
        return Err(Refusal::Unauthorized.into());
    }
    tracing::info!(event = "authn_password_change", user = user.id.0);
    tidy::sessions(house, user.id).await;
    house.journal.session_expired(Some(user.id), Ending::PasswordChange, ended);
    let visitor = Visitor { sandbox: Some(sign_in.sandbox), ..visitor.clone() };
    Ok(cookie_session::begin(house, session, &visitor, user, version + 1, sign_in.provider_session).await?)
}
