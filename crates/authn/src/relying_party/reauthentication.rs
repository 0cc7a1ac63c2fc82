//! Proving again who asks, before a way in is added or taken away (ASVS 7.5.1): an unlocked screen is not enough.

use domain::{Password, Refusal};

use super::ProviderRefusal;
use crate::cookie_session::{self, Session, SignIn};
use crate::{Credentials, House, Visitor, check_credentials};

/// How long a sign-in counts as fresh where there is no password to ask for, in seconds.
const FRESH: i64 = 5 * 60;

/// Returns the sign-in of whoever asks, if the password is theirs; an account without one must have been signed in to just now.
pub(super) async fn prove_again(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    password: Option<Password>,
) -> Result<SignIn, ProviderRefusal> {
    let sign_in = cookie_session::current_sign_in(house, session, visitor).await?;
    if !house.store.has_password(sign_in.user.id).await.map_err(Refusal::from)? {
        let fresh = house.clock.now() - sign_in.created_at < FRESH;
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
