//! `login-csrf` (the other half of claim P3): a page signs the victim's browser in to the attacker's own account. She writes down
//! there what is hers, and he reads it at home.

mod reference;
mod room;

use app::experiments::LOGIN_CSRF;
use async_trait::async_trait;
use lab::Sheet;

use super::stage::Stage;
use super::{Experiment, Outcome, Void};

pub(super) struct LoginCsrf;

#[async_trait]
impl Experiment for LoginCsrf {
    fn sheet(&self) -> &'static Sheet {
        &LOGIN_CSRF
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        match stage.arm.slug {
            "cookie_session" => reference::play(stage).await,
            planted_or_form => room::play(stage, planted_or_form == "planted").await,
        }
    }
}
