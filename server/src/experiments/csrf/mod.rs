//! `csrf` (claim T15): the victim is signed in and follows a link, and the page behind it makes her browser send every kind of
//! request that a page can. Of each arm that is done from another site, and from another port of the same host.

mod cells;
mod doors;
mod room;

use app::experiments::CSRF;
use async_trait::async_trait;
use domain::Door;
use lab::Sheet;
use lab::rooms::csrf::SameSite;

use super::stage::Stage;
use super::{Experiment, Outcome, Void};

pub(super) struct Csrf;

#[async_trait]
impl Experiment for Csrf {
    fn sheet(&self) -> &'static Sheet {
        &CSRF
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        let variant = SameSite::ALL.into_iter().find(|same_site| same_site.slug() == stage.arm.slug);
        match (variant, stage.door()?) {
            (Some(same_site), _) => room::play(stage, same_site).await,
            (None, Door::CookieSession) => doors::play_session(stage).await,
            (None, Door::LocalStorageJwt) => doors::play_token(stage).await,
        }
    }
}
