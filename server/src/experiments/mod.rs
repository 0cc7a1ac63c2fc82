//! The experiments, as they are played: each is a short script of real requests, read from top to bottom.
//!
//! ```text
//! stage.attacker.post_on_wall(Payload::Steal).await?;
//! stage.browser.log_in(door, alice, "Alice signs in.").await?;
//! stage.look(Moment::Before).await?;
//! stage.browser.visit("/wall", "Alice reads the wall.").await?;
//! let loot = stage.loot().await?;
//! ```
//!
//! What the browser has to do it is told step by step, by the page that it shows ([`stage`]). What moved is recorded
//! by the app's own recorder and by the attacker; what lay in the browser and in the server is looked at before the attack and
//! after it; and the verdict is an effect: what the attacker got in the end.

mod api;
mod csrf;
mod denylist;
mod devices;
mod first_paint;
mod forged;
mod gateway;
mod identity_provider;
mod jwt_in_a_cookie;
mod login_csrf;
mod password_exposure;
mod password_guessing;
mod proofs;
mod refresh_treadmill;
mod replay_after_logout;
mod second_factor;
mod session_fixation;
mod session_riding;
mod session_store_cost;
mod signed_file_link;
mod single_sign_on;
mod stage;
mod stagehand;
mod stale_claims;
mod thousands;
mod token_forgery;
mod token_theft;

use async_trait::async_trait;
use lab::{Sheet, Verdict};

pub(crate) use api::{begin_run, experiments, next_step, runs};
pub(crate) use stage::{CROWD, SECOND_BROWSER, Stage};
pub use stagehand::Stagehand;

/// An experiment that can be played.
#[async_trait]
pub(crate) trait Experiment: Send + Sync {
    /// What is written on its sheet.
    fn sheet(&self) -> &'static Sheet;

    /// Plays one arm, with the defences switched on that the stage names.
    ///
    /// # Errors
    /// [`Void`], if it could not be played to its end.
    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void>;
}

/// What a play came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) verdict: Verdict,
    /// The effect, in words.
    pub(crate) finding: String,
}

/// Why a play shows nothing, in words. Something that had to work, whatever the defence, did not.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Void(pub(crate) String);

/// All of them, in the order in which they are read. Whoever writes another adds its line here.
pub(crate) static ALL: &[&dyn Experiment] = &[
    &token_theft::TokenTheft,
    &session_riding::SessionRiding,
    &replay_after_logout::ReplayAfterLogout,
    &devices::Devices,
    &stale_claims::StaleClaims,
    &refresh_treadmill::RefreshTreadmill,
    &denylist::Denylist,
    &session_store_cost::SessionStoreCost,
    &csrf::Csrf,
    &token_forgery::TokenForgery,
    &first_paint::FirstPaint,
    &jwt_in_a_cookie::JwtInACookie,
    &session_fixation::SessionFixation,
    &login_csrf::LoginCsrf,
    &password_guessing::PasswordGuessing,
    &password_exposure::PasswordExposure,
    &gateway::Gateway,
    &identity_provider::IdentityProvider,
    &signed_file_link::SignedFileLink,
    &second_factor::SecondFactor,
    &single_sign_on::SingleSignOn,
];

/// The experiment by that slug.
pub(crate) fn find(slug: &str) -> Option<&'static dyn Experiment> {
    ALL.iter().copied().find(|experiment| experiment.sheet().slug == slug)
}

impl From<Void> for Outcome {
    fn from(Void(finding): Void) -> Self {
        Self { verdict: Verdict::Void, finding }
    }
}

impl Outcome {
    /// The attack succeeded.
    pub(crate) fn fell(finding: impl Into<String>) -> Self {
        Self { verdict: Verdict::Fell, finding: finding.into() }
    }

    /// The attack came to nothing.
    pub(crate) fn stood(finding: impl Into<String>) -> Self {
        Self { verdict: Verdict::Stood, finding: finding.into() }
    }
}
