//! The two doors. One enum, so that whatever is said of one has to be said of the other.

use serde::{Deserialize, Serialize};

/// A way into the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// The token door: a JWT in `localStorage`. Insecure on purpose.
    LocalStorageJwt,
    /// The session door: an `HttpOnly` cookie and a row on the server. Recommended.
    CookieSession,
}

impl Door {
    /// Both, in the order in which they stand on the page.
    pub const BOTH: [Self; 2] = [Self::LocalStorageJwt, Self::CookieSession];

    /// What a heading calls it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::LocalStorageJwt => "The token door",
            Self::CookieSession => "The session door",
        }
    }

    /// The class that gives it its hue, and the name of its test ids.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::LocalStorageJwt => "token",
            Self::CookieSession => "session",
        }
    }
}
