//! The accounts behind both doors. Signing up: the same answer, after the same work, whether the address was free or taken (ASVS 6.3.8).

use domain::{Email, NewPassword, Refusal, Role, UserName};

use crate::{House, NewAccount, Passwords, Visitor};

/// How many accounts an admin is shown: enough for a class, and no work without end.
pub(crate) const MOST_LISTED: u32 = 100;

/// Creates an account if the address is free. The caller is not told which it was.
///
/// # Errors
/// [`Refusal::Password`] for one of the commonest, [`Refusal::Overloaded`] or [`Refusal::Unavailable`].
pub async fn sign_up(
    house: &House,
    visitor: &Visitor,
    email: &Email,
    name: &UserName,
    password: &NewPassword,
) -> Result<(), Refusal> {
    Passwords::refuse_commonest(password)?;
    let sandbox = visitor.home();
    // Hashed before anybody looks whether the address is taken, so that the time does not tell.
    let password_hash = house.passwords.turn().await?.hash(password.expose().as_bytes()).await?;
    let account =
        NewAccount { sandbox: &sandbox, email, name, role: Role::User, password_hash: &password_hash };
    let created = house.store.create_account(account, house.clock.now()).await?;
    // Nobody's answer tells whether there was one before, but the log may.
    if created {
        tracing::info!(event = "user_created", by = "sign_up");
    }
    Ok(())
}
