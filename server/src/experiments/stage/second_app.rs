//! A house of a play's own as a second app: another program, with accounts and sign-ins of its own, that has never heard of the
//! first.

use authn::READY_ACCOUNTS;
use axum::http::header;

use super::{Credential, Entrance, OwnHouse, SECOND_BROWSER, Tried};
use crate::experiments::Void;

impl OwnHouse {
    /// Alice types her password here as well. Returns what her browser holds of it.
    pub(crate) async fn sign_in_at(&self, entrance: Entrance) -> Result<Credential, Void> {
        let reply = self.sign_in(SECOND_BROWSER, entrance.log_in).await?;
        let held = match entrance.cookie_name() {
            Some(name) => reply.cookie(name),
            None => reply.body["access_token"].as_str(),
        };
        let held = held.ok_or_else(|| Void("The second app handed out nothing.".to_owned()))?;
        Ok(entrance.holding(held))
    }

    /// Whether what somebody holds opens Alice's profile here.
    pub(crate) async fn tries(&self, entrance: Entrance, held: &Credential) -> Result<Tried, Void> {
        let shown = match held.bearer() {
            Some(_) => (header::AUTHORIZATION, held.authorization.as_str()),
            None => (header::COOKIE, held.cookie.as_str()),
        };
        let reply = self.get(SECOND_BROWSER, entrance.profile, shown).await?;
        match reply.status {
            200 if reply.body["email"] == READY_ACCOUNTS[0].email => Ok(Tried::Opened),
            401 => Ok(Tried::Refused),
            status => Err(Void(format!("The second app answered {status}, which shows nothing."))),
        }
    }
}
