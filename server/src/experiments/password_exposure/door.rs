//! A door's own form, on a page that a stranger's script shares.

use authn::{READY_ACCOUNTS, ReadyAccount};
use domain::Door;
use lab::{Fact, Moment};
use serde_json::{Value, json};

use super::super::stage::{Stage, shortened};
use super::super::{Outcome, Void};
use super::{listens, password_grant};

pub(super) async fn play(stage: &mut Stage, door: Door) -> Result<Outcome, Void> {
    let alice = READY_ACCOUNTS[0];
    stage
        .browser
        .visit("/wall?sign-in=doors", "Alice reads the wall. The sign-in forms are on the same page.")
        .await?;
    let listens = listens(stage).await?;
    stage.look(Moment::Before).await?;
    stage.browser.type_in(door, alice, "Alice types her password into the form, and signs in.").await?;
    // The control: she used the door's own form, and it let her in.
    if !stage.signed_in_at(door).await {
        return Err(Void("Alice could not sign in by the form on that page.".to_owned()));
    }
    let heard = stage.overheard().await?;
    if door == Door::LocalStorageJwt {
        stage.evidence.tables.push(password_grant::beside_the_standard(stage).await?);
    }
    let Some(keys) = heard.as_ref().and_then(|heard| heard["keys"].as_str()).filter(|keys| !keys.is_empty())
    else {
        stage.evidence.browser = vec![Fact::new("what the script heard", "nothing")];
        return Ok(Outcome::stood(if listens {
            "The script ran, and heard no key of the password."
        } else {
            "The script did not run. Alice typed her password and is signed in, and nobody listened."
        }));
    };
    stage.evidence.browser = vec![Fact::new("what the script heard", shortened(keys))];
    let email = heard.as_ref().and_then(|heard| heard["email"].as_str()).unwrap_or_default();
    let status = comes_in(stage, door, alice, &json!({ "email": email, "password": keys })).await?;
    if status != 200 {
        return Err(Void(format!("The attacker’s try with what was heard was answered with {status}.")));
    }
    Ok(Outcome::fell(format!(
        "The script heard all {} keys that Alice pressed, and sent them home with her address. With that the attacker signed in \
         from his own program, as anybody would who knows her password, and read {}.",
        keys.chars().count(),
        alice.email
    )))
}

/// The attacker signs in by himself, and reads whose profile that opens. Returns the status of the answer.
async fn comes_in(stage: &Stage, door: Door, victim: ReadyAccount, credentials: &Value) -> Result<u16, Void> {
    let mut program = stage.attackers_program();
    let profile = match door {
        Door::LocalStorageJwt => {
            let answer = program.post("/api/jwt/login", credentials).await?;
            let access_token = answer.body["access_token"].as_str().unwrap_or_default();
            program.get_bearer("/api/jwt/profile/me", access_token).await?
        }
        Door::CookieSession => {
            program.post("/api/session/login", credentials).await?;
            let profile = program.get("/api/session/profile/me").await?;
            // His session would be one more of hers.
            program.post("/api/session/logout", &Value::Null).await?;
            profile
        }
    };
    let hers = profile.status != 200 || profile.body["email"] == victim.email;
    if hers { Ok(profile.status) } else { Err(Void("He is in, and not as Alice.".to_owned())) }
}
