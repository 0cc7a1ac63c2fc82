//! `jwt-in-a-cookie` (claim T9): the token where no script can read it, against the two attacks that the token door loses.

use app::experiments::JWT_IN_A_COOKIE;
use async_trait::async_trait;
use authn::READY_ACCOUNTS;
use domain::Door;
use lab::{At, Fact, Moment, Sheet};
use serde_json::Value;

use super::replay_after_logout::copy_after_logout;
use super::stage::{Credential, Entrance, JWT_COOKIE_ROOM, Payload, SESSION_DOOR, Stage, Tried, shortened};
use super::{Experiment, Outcome, Void};

/// The room's own page, which signs Alice in with a script of its own.
const ROOM_PAGE: &str = "/api/lab/rooms/jwt-cookie/stage";

pub(super) struct JwtInACookie;

#[async_trait]
impl Experiment for JwtInACookie {
    fn sheet(&self) -> &'static Sheet {
        &JWT_IN_A_COOKIE
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        let email = READY_ACCOUNTS[0].email;
        match stage.arm.slug {
            "theft" => Ok(match theft(stage, JWT_COOKIE_ROOM).await? {
                Tried::Opened => {
                    Outcome::fell(format!("The script sent the token home, and it read {email}."))
                }
                Tried::Refused => Outcome::stood(
                    "The cookie went along with the page, and the script in that page could not read it: the attacker’s \
                     try was answered with 401.",
                ),
            }),
            "replay" => Ok(match copy_after_logout(stage, JWT_COOKIE_ROOM).await? {
                Tried::Opened => Outcome::fell(format!(
                    "A copy taken on the device read {email} before the logout, and again after it."
                )),
                Tried::Refused => Outcome::stood(format!(
                    "A copy taken on the device read {email} before the logout. After it, it was answered with 401."
                )),
            }),
            _ => {
                let theft = theft(stage, SESSION_DOOR).await?;
                let replay = copy_after_logout(stage, SESSION_DOOR).await?;
                Ok(match (theft, replay) {
                    (Tried::Refused, Tried::Refused) => Outcome::stood(
                        "The script found nothing, and a copy taken on the device was answered with 401 after the logout.",
                    ),
                    (theft, replay) => Outcome::fell(format!(
                        "What the script took was answered with {}, the copy after the logout with {}.",
                        theft.status(),
                        replay.status()
                    )),
                })
            }
        }
    }
}

/// A script on the wall, in the page of the browser that holds the cookie, and what the attacker's server can do with
/// whatever it sent home.
async fn theft(stage: &mut Stage, entrance: Entrance) -> Result<Tried, Void> {
    let alice = READY_ACCOUNTS[0];
    stage.attacker.post_on_wall(Payload::Steal).await?;
    stage.browser.forget_tokens().await?;
    let signed_in = if stage.arm.at == At::CookieSession {
        stage.browser.log_in(Door::CookieSession, alice, "Alice signs in.").await?;
        "POST /fn/session/log_in"
    } else {
        stage
            .browser
            .visit(ROOM_PAGE, "Alice signs in to the room, which puts her token in a cookie.")
            .await?;
        "POST …/jwt-cookie/login"
    };
    stage.look(Moment::Before).await?;
    stage
        .browser
        .visit("/wall", "Alice reads the wall. Whatever was posted there is now in her page.")
        .await?;
    let loot = stage.loot().await?;

    // The script ran, and the cookie was there: only then is finding nothing a finding.
    let Some(loot) = loot else {
        return Err(Void("The script on the wall sent nothing home, so nothing was tried.".to_owned()));
    };
    if !stage.browser_got(signed_in) {
        return Err(Void("Alice’s browser was not signed in, so there was nothing to take.".to_owned()));
    }
    let Some(name) = entrance.cookie_name().filter(|name| stage.browser_brought("GET /wall", name)) else {
        return Err(Void("The cookie did not go along with the page, so nothing was tried.".to_owned()));
    };
    let cookie = loot["cookie"].as_str().unwrap_or_default();
    stage.evidence.browser = vec![
        Fact::new("Went along with GET /wall", name),
        Fact::new(
            "document.cookie",
            if cookie.is_empty() { "nothing".to_owned() } else { shortened(cookie) },
        ),
        Fact::new("localStorage", entries(&loot["localStorage"])),
    ];
    stage.try_out(entrance, &Credential::found(cookie), alice.email).await
}

fn entries(local_storage: &Value) -> String {
    match local_storage.as_object() {
        Some(entries) if !entries.is_empty() => entries.keys().cloned().collect::<Vec<_>>().join(", "),
        _ => "nothing".to_owned(),
    }
}
