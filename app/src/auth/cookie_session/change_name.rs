//! Changing the name: the row is changed, and every page says the new one from here on.

use domain::User;
#[cfg(feature = "ssr")]
use domain::UserName;
use leptos::prelude::*;

use crate::Refused;

/// Sets another name for whoever is signed in.
///
/// # Errors
/// With what is wrong with the name, or as the house refuses.
#[server(prefix = "/fn/session", endpoint = "change_name", output = crate::Json)]
pub async fn change_name(
    /// What they want to be called.
    name: String,
) -> Result<User, Refused> {
    let (house, session, visitor) = crate::caller().await?;
    let name: UserName = name.parse()?;
    let user = authn::cookie_session::change_name(&house, &session, &visitor, &name).await?;
    crate::answer::send_form_to("/account?done=name");
    Ok(user)
}
