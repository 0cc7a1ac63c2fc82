//! Another password.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use domain::{NewPassword, Password, Refusal};

use super::{Change, done, sessions, show};
use crate::Provider;
use crate::pages::account::{AccountNotice, Done};
use crate::sign_in::password;

/// `POST …/account/password`: asks for the current one (ASVS 6.2.3), and ends the other sessions if that is wanted (ASVS
/// 7.4.3).
pub(crate) async fn change_password(State(provider): State<Arc<Provider>>, change: Change) -> Response {
    match carry_out(&provider, &change).await {
        Ok(()) => done(&change.visitor, Done::Password),
        Err(refusal) => {
            show(&provider, change.visitor, Some(AccountNotice::Refused(refusal))).await.into_response()
        }
    }
}

async fn carry_out(provider: &Provider, change: &Change) -> Result<(), Refusal> {
    let (visitor, user) = (&change.visitor, change.visitor.account.id);
    let typed = |name: &str| Password::new(change.form.get(name).unwrap_or_default().to_owned());
    let new = NewPassword::parse(typed("new_password"))?;
    authn::Passwords::refuse_commonest(&new)?;
    // Looked at as at the sign-in: a guess here is counted there.
    let (ip, email) = (change.address.ip(), &visitor.account.email);
    let verified = password::verify(provider, &visitor.realm, ip, email, &typed("current_password")).await;
    verified.map_err(|refusal| match refusal {
        Refusal::InvalidCredentials => Refusal::WrongCurrentPassword,
        other => other,
    })?;
    let hash = provider.passwords.turn().await?.hash(new.expose().as_bytes()).await?;
    provider.database.change_password(user, &hash).await?;
    tracing::info!(event = "authn_password_change", realm = %visitor.realm.name, user);
    if change.form.get("end_others").is_some() {
        sessions::end_others(provider, visitor).await?;
    }
    Ok(())
}
