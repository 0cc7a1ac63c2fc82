//! Signing in with the other browser: at the session door it keeps the cookie, at the token door it is handed tokens.

use authn::ReadyAccount;
use domain::AccessTokenResponse;
use serde_json::{Value, json};

use super::super::Void;
use super::SecondBrowser;

impl SecondBrowser {
    /// Signs in at the session door.
    pub(crate) async fn log_in(&mut self, who: ReadyAccount) -> Result<(), Void> {
        let answer = self.post("/api/session/login", &credentials(who)).await?;
        if answer.status == 200 { Ok(()) } else { Err(refused(answer.status)) }
    }

    /// Signs in where tokens are handed out: at the token door, or in the token room.
    pub(crate) async fn fetch_tokens(
        &mut self,
        path: &str,
        who: ReadyAccount,
    ) -> Result<AccessTokenResponse, Void> {
        let answer = self.post(path, &credentials(who)).await?;
        serde_json::from_value(answer.body).map_err(|_| refused(answer.status))
    }
}

fn credentials(who: ReadyAccount) -> Value {
    json!({ "email": who.email, "password": who.password })
}

fn refused(status: u16) -> Void {
    Void(format!("Nobody got in with the right password: the answer was {status}."))
}
