//! The lab's own rooms: what is insecure on purpose besides the token door, and the switches of its defences.
//!
//! Nothing here is needed to sign anybody in; the doors know nothing of it. Every row belongs to a sandbox, and so
//! does every switch: a switch weakens the vulnerable rooms of one sandbox, and never a door.

mod defence;
mod experiments;
mod kept_on;
pub mod rooms;
mod store;
mod wall;

use std::fmt;
use std::sync::Arc;

use authn::{Clock, StoreError};
use domain::SandboxId;

pub use defence::{Defence, UnknownDefence};
pub use experiments::{
    Arm, Asked, At, Bar, Bars, Chart, Claim, Event, Evidence, ExperimentStore, Fact, Frame, Judged, Kept,
    LEDGER, Lane, Listing, Look, Mark, Moment, Pace, Playhouse, Progress, Proof, RUNS_KEPT, Run, Series,
    Sheet, Shown, Source, Standard, Table, Trial, Verdict, region,
};
pub use kept_on::KeptOn;
pub use store::LabStore;
pub use wall::{InvalidPost, NewPost, Post, post_on_wall, read_wall};

/// What the lab's use cases work with.
pub struct Lab {
    /// Where posts and switches are kept.
    pub store: Arc<dyn LabStore>,
    /// Where predictions and runs are kept.
    pub experiments: Arc<dyn ExperimentStore>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Which engines keep what.
    pub kept_on: KeptOn,
    /// Seconds that an access token of the token room lives, where no switch shortens that.
    pub access_token_lifetime: i64,
}

impl Lab {
    /// Whether a defence is on in a sandbox.
    pub(crate) async fn is_on(&self, sandbox: &SandboxId, defence: Defence) -> Result<bool, StoreError> {
        Ok(self.store.defences(sandbox).await?.contains(&defence))
    }
}

impl fmt::Debug for Lab {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lab")
    }
}
