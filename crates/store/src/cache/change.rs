//! What no longer is as it was remembered.

use domain::{DeviceId, UserId};
use serde::{Deserialize, Serialize};

/// A change that whoever remembers sessions must hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// One session has ended.
    Session(DeviceId),
    /// A user is not who they were, or their sessions have ended.
    User(UserId),
    /// Whatever is remembered may be wrong.
    Everything,
}
