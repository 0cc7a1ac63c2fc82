//! A door's own form: it asks for the password and knows of nothing else, whatever is set up at the provider.

use authn::READY_ACCOUNTS;
use domain::Door;
use lab::{Fact, Moment};
use serde_json::json;

use super::super::stage::Stage;
use super::super::{Outcome, Void};
use super::alice;
use super::is_on;
use super::person::{Came, Client, Person};

pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    if is_on(stage) {
        alice::turn_it_on(stage).await?;
        // The control: it is on. At the provider the same password opens nothing.
        let came = Person::mallory(stage)?.bring_the_password(stage, Client::TwoDoors).await?;
        if matches!(came, Came::In(_)) {
            return Err(Void(
                "The second factor was turned on, and the provider did not ask for it.".to_owned(),
            ));
        }
        stage
            .evidence
            .server
            .push(Fact::new("the same password, at the provider", "asked for a second factor"));
    }
    stage.look(Moment::Before).await?;
    let alice = READY_ACCOUNTS[0];
    let credentials = json!({ "email": alice.email, "password": alice.password });
    let mut mallory = stage.attackers_program();
    let profile = match stage.door()? {
        Door::LocalStorageJwt => {
            let pair = mallory.post("/api/jwt/login", &credentials).await?;
            let access_token = pair.body["access_token"].as_str().unwrap_or_default().to_owned();
            mallory.get_bearer("/api/jwt/profile/me", &access_token).await?
        }
        Door::CookieSession => {
            mallory.post("/api/session/login", &credentials).await?;
            mallory.get("/api/session/profile/me").await?
        }
    };
    let set_up = if is_on(stage) { "Alice has a second factor at the provider. " } else { "" };
    Ok(if profile.status == 200 && profile.body["email"] == alice.email {
        Outcome::fell(format!(
            "{set_up}Mallory typed her password into this form, and was asked for nothing else: the profile came back as {}.",
            alice.email
        ))
    } else {
        Outcome::stood(format!("{set_up}Mallory’s request for the profile was answered {}.", profile.status))
    })
}
