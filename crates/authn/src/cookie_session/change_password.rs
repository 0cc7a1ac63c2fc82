//! Changing the password: it asks for the current one, and every session ends but the one that asked.

use domain::{NewPassword, Password, Refusal};

use super::{Session, sign_in};
use crate::credentials::check_credentials;
use crate::{Credentials, Ending, House, Passwords, Visitor, tidy};

/// Sets another password for whoever is signed in. Every session ends in the same step, and this device gets a new
/// one, under a new id (ASVS 6.2.3, 7.2.4, 7.4.3).
///
/// # Errors
/// [`Refusal::WrongCurrentPassword`], [`Refusal::Password`] if the new one may not be chosen, and as for every
/// check of credentials.
pub async fn change_password(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    current: Password,
    new: &NewPassword,
) -> Result<(), Refusal> {
    let (_, row) = sign_in::read(house, session, visitor).await?;
    Passwords::refuse_commonest(new)?;
    let visitor = Visitor { sandbox: Some(row.sandbox.clone()), ..visitor.clone() };
    let credentials = Credentials { email: row.user.email.clone(), password: current };
    let stored = check_credentials(house, &visitor, &credentials).await.map_err(|refusal| match refusal {
        Refusal::InvalidCredentials => {
            tracing::error!(event = "authn_password_change_fail", user = row.user.id.0);
            Refusal::WrongCurrentPassword
        }
        other => other,
    })?;
    let hash = house.passwords.turn().await?.hash(new.expose().as_bytes()).await?;
    let ended = sign_in::alive(house, stored.user.id).await?;
    if !house.store.change_password(stored.user.id, &hash, stored.password_version).await? {
        // Somebody else who knew the password was faster, and that ended this session too.
        return Err(Refusal::Unauthorized);
    }
    tracing::info!(event = "authn_password_change", user = stored.user.id.0);
    tidy::sessions(house, stored.user.id).await;
    house.journal.session_expired(Some(stored.user.id), Ending::PasswordChange, ended);
    // Still the provider's, if it was: when that session ends, so does this one.
    let version = stored.password_version + 1;
    sign_in::begin(house, session, &visitor, stored.user, version, row.provider_session.clone()).await
}
