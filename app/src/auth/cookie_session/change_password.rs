//! Changing the password: every session ends with it but the one that asked.

#[cfg(feature = "ssr")]
use domain::NewPassword;
use domain::Password;
use leptos::prelude::*;

use crate::Refused;

/// Sets another password for whoever is signed in.
///
/// # Errors
/// As the house refuses.
#[server(prefix = "/fn/session", endpoint = "change_password", output = crate::Json)]
pub async fn change_password(
    /// The one that they know.
    current: Password,
    /// The one that they want.
    new: Password,
) -> Result<(), Refused> {
    let (house, session, visitor) = crate::caller().await?;
    let new = NewPassword::parse(new)?;
    authn::cookie_session::change_password(&house, &session, &visitor, current, &new).await?;
    crate::answer::send_form_to("/account?done=password");
    Ok(())
}
