//! What belongs to the lab and to neither door: sandboxes, a look into the server, and the wall.

#[cfg(feature = "ssr")]
mod caller;
mod clear_wall;
#[cfg(feature = "ssr")]
mod cookie;
mod create_sandbox;
#[cfg(feature = "ssr")]
mod open;
mod post_on_wall;
mod reset_experiment;
mod reset_sandbox;
mod run_experiment;
mod server_view;
mod switch_defence;

#[cfg(feature = "ssr")]
pub(crate) use caller::{caller, playhouse};
pub use clear_wall::{ClearWall, clear_wall};
#[cfg(feature = "ssr")]
pub use cookie::{LAB_COOKIE, set_lab_cookie};
pub use create_sandbox::{CreateSandbox, create_sandbox};
#[cfg(feature = "ssr")]
pub(crate) use open::is_open;
pub use post_on_wall::{PostOnWall, post_on_wall};
pub use reset_experiment::{ResetExperiment, reset_experiment};
pub use reset_sandbox::{ResetSandbox, reset_sandbox};
pub use run_experiment::{RunExperiment, run_experiment};
pub use server_view::{ServerView, server_view};
pub use switch_defence::{SwitchDefence, switch_defence};
