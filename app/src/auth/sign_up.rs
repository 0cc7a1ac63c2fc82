//! Signing up: one account for both doors.

use domain::Password;
#[cfg(feature = "ssr")]
use domain::{Email, NewPassword, UserName};
use leptos::prelude::*;

use crate::Refused;

/// Creates an account if the address is free. The answer is the same if it is taken, so that nobody can list accounts.
///
/// # Errors
/// With the field that cannot be accepted, or as the house refuses.
#[server(prefix = "/fn/accounts", endpoint = "sign_up", output = crate::Json)]
pub async fn sign_up(
    /// What they will sign in with.
    email: String,
    /// What they want to be called.
    name: String,
    /// What will prove that it is them.
    password: Password,
) -> Result<(), Refused> {
    let (house, _, visitor) = crate::caller().await?;
    let (email, name): (Email, UserName) = (email.parse()?, name.parse()?);
    let password = NewPassword::parse(password)?;
    authn::sign_up(&house, &visitor, &email, &name, &password).await?;
    crate::answer::send_form_to("/sign-up?done");
    Ok(())
}
