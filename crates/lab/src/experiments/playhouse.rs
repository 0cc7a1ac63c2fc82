//! Where experiments are played: what a page may ask of whoever plays them.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Refusal, SandboxId};

use super::{Arm, Proof, Sheet};
use crate::Defence;

/// One run that is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Of what.
    pub arm: &'static Arm,
    /// With what switched on.
    pub defences: Vec<Defence>,
}

/// How fast it is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Without a stop.
    AtOnce,
    /// Before each step somebody is told what it will do, and says when to go on.
    StepByStep,
}

/// Plays experiments, one at a time in each sandbox.
#[async_trait]
pub trait Playhouse: Send + Sync {
    /// What there is to play, in the order in which it is read.
    fn sheets(&self) -> Vec<&'static Sheet>;

    /// What proves each, in the same order.
    fn proofs(&self) -> &'static [Proof];

    /// Begins to play these runs, one after the other. What was being played in the sandbox ends, and leaves nothing.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if there is no such experiment, [`Refusal::Overloaded`] if too many others are playing.
    fn begin(
        self: Arc<Self>,
        sandbox: &SandboxId,
        experiment: &str,
        asked: Vec<Asked>,
        pace: Pace,
    ) -> Result<(), Refusal>;

    /// Ends whatever is being played in a sandbox. It leaves nothing: the wall is as it was before, and no switch is on.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`].
    async fn end(&self, sandbox: &SandboxId) -> Result<(), Refusal>;

    /// Ends it, and forgets whatever else of a sandbox is kept in memory alone.
    fn forget(&self, sandbox: &SandboxId);
}
