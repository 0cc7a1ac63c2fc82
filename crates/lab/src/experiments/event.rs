//! What moved between two parties, as one of them recorded it.

use domain::Header;
use serde::{Deserialize, Serialize};

/// A party, and its place in the sequence diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// The victim's browser.
    Browser,
    /// Another browser of the victim's: one without a window, which the lab drives by itself.
    SecondBrowser,
    /// The app.
    App,
    /// An identity provider.
    Provider,
    /// Services behind the app, each with an origin of its own.
    Services,
    /// The attacker's server.
    Attacker,
    /// The database.
    Database,
}

/// Whether what was stolen, or was meant to be, went along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Neither.
    #[default]
    Plain,
    /// The answer handed out what was stolen afterwards.
    HandedOut,
    /// Something that was the victim's, in hands that it should not be in.
    Stolen,
    /// The attack, where it came to nothing.
    Stopped,
}

/// A request and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Who asked.
    pub from: Lane,
    /// Who was asked.
    pub to: Lane,
    /// The request line, or what was asked of the database.
    pub name: String,
    /// The status of the answer.
    pub status: Option<u16>,
    /// What there is to say about it.
    pub note: String,
    /// The request's headers; credentials keep their first characters only.
    pub request: Vec<Header>,
    /// The answer's headers.
    pub response: Vec<Header>,
    /// What went along.
    pub mark: Mark,
}

impl Lane {
    /// All of them, from left to right.
    pub const ALL: [Self; 7] = [
        Self::Browser,
        Self::SecondBrowser,
        Self::App,
        Self::Provider,
        Self::Services,
        Self::Attacker,
        Self::Database,
    ];

    /// What stands above it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Browser => "The victim’s browser",
            Self::SecondBrowser => "Another browser",
            Self::App => "The app",
            Self::Provider => "The provider",
            Self::Services => "The services",
            Self::Attacker => "The attacker",
            Self::Database => "Database",
        }
    }
}
