//! Proving again who asks, before a way in is added or taken away (ASVS 7.5.1): an unlocked screen is not enough.

use domain::{Password, Refusal};

use super::ProviderRefusal;
use crate::cookie_session::{self, Session, SignIn};
use crate::{Credentials, House, Visitor, check_credentials};

/// How long a sign-in counts as fresh where there is no password to ask for, in seconds.
pub(super) const FRESH: i64 = 5 * 60;

/// Returns the sign-in of whoever asks, if the password is theirs. Whoever has none must have proven who they are just now: at the
/// provider, if it says when that was, for single sign-on alone proves nothing anew.
pub(super) async fn prove_again(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    password: Option<Password>,
) -> Result<SignIn, ProviderRefusal> {
    let sign_in = cookie_session::current_sign_in(house, session, visitor).await?;
    if !house.store.has_password(sign_in.user.id).await.map_err(Refusal::from)? {
        let proven_there = sign_in.provider_session.as_ref().and_then(|from| from.authentication.auth_time);
        let proven_at = proven_there.map_or(sign_in.created_at, |there| there.min(sign_in.created_at));
        let fresh = house.clock.now() - proven_at < FRESH;
        return if fresh { Ok(sign_in) } else { Err(ProviderRefusal::SignInTooOld) };
    }
    let visitor = Visitor { sandbox: Some(sign_in.sandbox.clone()), ..visitor.clone() };
    let password = password.ok_or(Refusal::WrongCurrentPassword)?;
    let credentials = Credentials { email: sign_in.user.email.clone(), password };
    check_credentials(house, &visitor, &credentials).await.map_err(|refusal| match refusal {
        Refusal::InvalidCredentials => Refusal::WrongCurrentPassword,
        other => other,
    })?;
    Ok(sign_in)
}
