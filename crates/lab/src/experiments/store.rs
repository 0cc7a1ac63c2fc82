//! What a database must be able to do for the experiments. Each method is atomic.

use async_trait::async_trait;
use authn::StoreError;
use domain::SandboxId;

use super::{Judged, Run};

/// Runs of an experiment that a sandbox keeps; the oldest make room.
pub const RUNS_KEPT: u32 = 30;

/// Predictions and runs, a sandbox's own.
#[async_trait]
pub trait ExperimentStore: Send + Sync {
    /// Notes at `now` (seconds since 1970) which arms somebody thinks will fall. The last word counts.
    async fn predict(
        &self,
        sandbox: &SandboxId,
        experiment: &str,
        arms: &[String],
        now: i64,
    ) -> Result<(), StoreError>;

    /// The prediction, if there is one.
    async fn prediction(
        &self,
        sandbox: &SandboxId,
        experiment: &str,
    ) -> Result<Option<Vec<String>>, StoreError>;

    /// Keeps a run, and gives it its number.
    async fn add_run(&self, sandbox: &SandboxId, experiment: &str, run: &Run) -> Result<i64, StoreError>;

    /// The runs of an experiment, newest first.
    async fn runs(&self, sandbox: &SandboxId, experiment: &str) -> Result<Vec<Run>, StoreError>;

    /// Every run of every experiment, newest first, without what shows its verdict: evidence is long.
    async fn judged(&self, sandbox: &SandboxId) -> Result<Vec<Judged>, StoreError>;

    /// The experiments with a prediction.
    async fn predicted(&self, sandbox: &SandboxId) -> Result<Vec<String>, StoreError>;

    /// Forgets the prediction and the runs of one experiment.
    async fn forget_experiment(&self, sandbox: &SandboxId, experiment: &str) -> Result<(), StoreError>;
}
