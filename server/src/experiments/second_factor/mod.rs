//! `second-factor` (claim P6): Mallory has Alice's password. Where is it enough, and how many places have to change so that it
//! is not?

mod alice;
mod behind_the_provider;
mod own_form;
mod person;
mod visitor;

use app::experiments::SECOND_FACTOR;
use async_trait::async_trait;
use lab::{At, Defence, Sheet};

use super::stage::Stage;
use super::{Experiment, Outcome, Void};

pub(super) struct SecondFactor;

#[async_trait]
impl Experiment for SecondFactor {
    fn sheet(&self) -> &'static Sheet {
        &SECOND_FACTOR
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        begin_anew(stage).await?;
        let played = match stage.arm.at {
            At::IdentityProvider => behind_the_provider::play(stage).await,
            At::LocalStorageJwt | At::CookieSession => own_form::play(stage).await,
        };
        // Whatever came of it: Alice is not to be asked for the code of an app that nobody has any more.
        begin_anew(stage).await?;
        played
    }
}

/// At the provider the sandbox begins anew: nobody has set up anything, and nobody is signed in.
async fn begin_anew(stage: &Stage) -> Result<(), Void> {
    let unreachable = |_| Void("The identity provider does not answer.".to_owned());
    let home = stage.house.home_provider.as_ref();
    let home = home.ok_or_else(|| Void("This app has no identity provider of its own.".to_owned()))?;
    home.realms.reset(&stage.sandbox).await.map_err(unreachable)?;
    home.realms.ensure(&stage.sandbox).await.map_err(unreachable)
}

fn is_on(stage: &Stage) -> bool {
    stage.defences.contains(&Defence::SecondFactor)
}
