//! The experiments: what is asked, what is tried, what came of it, and what is kept of that.
//!
//! An experiment reads like a lab sheet ([`Sheet`]): predict, run, look at the evidence, read why, defend, run again. It
//! is run once for each of its [`Arm`]s, which are the doors or variants that are compared, and again with defences on;
//! each time leaves a [`Run`].

mod bars;
mod claim;
mod event;
mod evidence;
mod film;
mod look;
mod playhouse;
mod progress;
mod proof;
mod run;
mod sheet;
mod source;
mod store;

pub use bars::{Bar, Bars};
pub use claim::{Claim, LEDGER};
pub use event::{Event, Lane, Mark};
pub use evidence::{Chart, Evidence, Fact, Series, Table};
pub use film::{Frame, Shown};
pub use look::{Kept, Look, Moment};
pub use playhouse::{Asked, Pace, Playhouse};
pub use progress::Progress;
pub use proof::{Listing, Proof};
pub use run::{Judged, Run, Verdict};
pub use sheet::{Arm, At, Sheet, Standard, Trial};
pub use source::{Source, region};
pub use store::{ExperimentStore, RUNS_KEPT};
