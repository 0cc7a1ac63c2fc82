//! `token-theft` (claim T8): a script on the wall takes whatever it can read, and a thief tries out what arrived.

use app::experiments::TOKEN_THEFT;
use async_trait::async_trait;
use authn::READY_ACCOUNTS;
use lab::{Fact, Moment, Sheet};

use super::stage::{Payload, Stage};
use super::{Experiment, Outcome, Void};

pub(super) struct TokenTheft;

#[async_trait]
impl Experiment for TokenTheft {
    fn sheet(&self) -> &'static Sheet {
        &TOKEN_THEFT
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        let alice = READY_ACCOUNTS[0];
        let door = stage.door()?;
        stage.attacker.post_on_wall(Payload::Steal).await?;
        stage.browser.forget_tokens().await?;
        stage.browser.log_in(door, alice, "Alice signs in.").await?;
        stage.look(Moment::Before).await?;
        stage
            .browser
            .visit("/wall", "Alice reads the wall. Whatever was posted there is now in her page.")
            .await?;

        let Some(loot) = stage.loot().await? else {
            // Without a defence the script runs: if it did not, nothing was tried.
            return if stage.defences.is_empty() {
                Err(Void("The script on the wall sent nothing home, so nothing was tried.".to_owned()))
            } else {
                Ok(Outcome::stood("The script did not run: nothing arrived at the attacker’s."))
            };
        };
        let access_token = loot["localStorage"]["access_token"].as_str();
        let cookie = loot["cookie"].as_str().unwrap_or_default();
        stage.evidence.browser = vec![
            Fact::new("localStorage", access_token.map_or("nothing".to_owned(), shortened)),
            Fact::new(
                "document.cookie",
                if cookie.is_empty() { "nothing".to_owned() } else { shortened(cookie) },
            ),
        ];

        let authorization = access_token.map(|access_token| format!("Bearer {access_token}"));
        let path = match &authorization {
            Some(_) => "/api/jwt/profile/me",
            None => "/api/session/profile/me",
        };
        let replay = stage.attacker.replay(path, authorization.as_deref(), cookie).await?;
        Ok(match replay.status {
            Some(200) if replay.answer.contains(alice.email) => Outcome::fell(format!(
                "The attacker’s server asked for the profile with what the script had sent, and read {}.",
                alice.email
            )),
            status => Outcome::stood(format!(
                "The script ran and found nothing that opens the door; the attacker’s try was answered with {}.",
                status.unwrap_or_default()
            )),
        })
    }
}

fn shortened(secret: &str) -> String {
    secret.chars().take(6).chain(['…']).collect()
}
