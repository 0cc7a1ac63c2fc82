//! What an attacker got hold of, and what it was good for.

use serde::{Deserialize, Serialize};

/// Something that a payload sent to the attacker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loot {
    /// Counts up within a campaign.
    pub number: u64,
    /// When it arrived, in seconds since 1970.
    pub at: i64,
    /// The page that it came from, as the browser says: its origin, or its address.
    pub from: Option<String>,
    /// The browser that it came from, as it calls itself.
    pub user_agent: Option<String>,
    /// What arrived, as it arrived.
    pub text: String,
}

/// What the attacker sent to the victim's server, and what came back. No browser was involved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// Counts up within a campaign.
    pub number: u64,
    /// When the answer was there, in seconds since 1970.
    pub at: i64,
    /// The path that was asked for.
    pub path: String,
    /// The `Authorization` header that was sent, if any.
    pub authorization: Option<String>,
    /// The `Cookie` header that was sent, if any.
    pub cookie: Option<String>,
    /// The status of the answer; none if there was no answer.
    pub status: Option<u16>,
    /// What the answer said, or why there was none.
    pub answer: String,
}
