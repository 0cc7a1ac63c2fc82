//! `password-guessing` (claims P2, P3): a program tries a list of words at a sign-in, by JSON and by a form, and one word at
//! many accounts; and then at both doors, in a house whose clock is moved by hand.

mod doors;
mod lock_out;
mod pictures;
mod room;
mod siege;
mod spread;

use app::experiments::PASSWORD_GUESSING;
use async_trait::async_trait;
use lab::{Defence, Sheet};

use super::stage::Stage;
use super::{Experiment, Outcome, Void};

pub(super) struct PasswordGuessing;

#[async_trait]
impl Experiment for PasswordGuessing {
    fn sheet(&self) -> &'static Sheet {
        &PASSWORD_GUESSING
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        match stage.arm.slug {
            "json" | "form" => room::play(stage).await,
            "spread" => spread::play(stage).await,
            _ => doors::play(stage).await,
        }
    }
}

/// Whether attempts at the room are counted under anything.
fn is_throttled(stage: &Stage) -> bool {
    stage.defences.iter().any(|on| matches!(on, Defence::Throttle | Defence::AddressThrottle))
}
