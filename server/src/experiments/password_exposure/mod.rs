//! `password-exposure` (claims P1, P7): a script on the wall listens to its reader's keys. Alice types her password into a door's
//! form on that page, or at the identity provider, on a page of another origin.

mod door;
mod password_grant;
mod provider;

use app::experiments::PASSWORD_EXPOSURE;
use async_trait::async_trait;
use domain::Door;
use lab::Sheet;

use super::stage::{Payload, Stage};
use super::{Experiment, Outcome, Void};

pub(super) struct PasswordExposure;

#[async_trait]
impl Experiment for PasswordExposure {
    fn sheet(&self) -> &'static Sheet {
        &PASSWORD_EXPOSURE
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        stage.attacker.post_on_wall(Payload::Listen).await?;
        // Whoever is signed in is shown no form.
        stage.browser.log_out(Door::CookieSession, "").await?;
        stage.browser.forget_tokens().await?;
        match stage.arm.at.door() {
            Some(door) => door::play(stage, door).await,
            None => provider::play(stage).await,
        }
    }
}

/// What is heard of the script that was posted, once its reader's page has loaded: that it listens, or nothing.
async fn listens(stage: &mut Stage) -> Result<bool, Void> {
    let listens = stage.overheard().await?.is_some_and(|heard| heard["listening"] == true);
    if !listens && stage.defences.is_empty() {
        return Err(Void("The script on the wall did not run, so nobody listened.".to_owned()));
    }
    Ok(listens)
}
