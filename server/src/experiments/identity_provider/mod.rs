//! `identity-provider` (claim P4): a sign-in through a provider, attacked in four ways, at a careless client and at the
//! reference.

mod code_injection;
mod id_token_replay;
mod login_csrf;
mod loose_redirect;
mod reference;
mod steps;
mod window;

use app::experiments::IDENTITY_PROVIDER;
use async_trait::async_trait;
use lab::Sheet;

use super::stage::Stage;
use super::{Experiment, Outcome, Void};

pub(super) struct IdentityProvider;

#[async_trait]
impl Experiment for IdentityProvider {
    fn sheet(&self) -> &'static Sheet {
        &IDENTITY_PROVIDER
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        stage.vulnerable.code_flow.clear(&stage.sandbox);
        match stage.arm.slug {
            "code_injection" => code_injection::play(stage).await,
            "login_csrf" => login_csrf::play(stage).await,
            "id_token_replay" => id_token_replay::play(stage).await,
            "reference" => reference::play(stage).await,
            _ => loose_redirect::play(stage).await,
        }
    }
}
